/** A competency map, ready to be asked by code: what is rated as a whole, what its parts are. */
import type { CompetencyView, MapDetail } from "./engine/index.js";

/** A competency that has parts which are rated with it: in InTASC, a standard. */
export interface Standard {
  item: CompetencyView;
  parts: CompetencyView[];
}

/** A heading over standards. `item` is absent where the map has none. */
export interface Group {
  item?: CompetencyView;
  standards: Standard[];
}

export class CompetencyIndex {
  readonly #byCode: Map<string, CompetencyView>;
  readonly #children = new Map<string, CompetencyView[]>();
  readonly #place = new Map<string, number>();

  constructor(readonly map: MapDetail) {
    this.#byCode = new Map(map.items.map((item) => [item.code, item]));
    for (const item of map.items) {
      if (item.parent === undefined) continue;
      const siblings = this.#children.get(item.parent);
      if (siblings) siblings.push(item);
      else this.#children.set(item.parent, [item]);
    }
    this.#walk(map.items.filter((item) => item.parent === undefined || !this.#byCode.has(item.parent)));
  }

  /** Gives every competency its place when the map is read from top to bottom. */
  #walk(items: CompetencyView[]): void {
    for (const item of items) {
      if (this.#place.has(item.code)) continue;
      this.#place.set(item.code, this.#place.size);
      this.#walk(this.#children.get(item.code) ?? []);
    }
  }

  /** Where a competency stands when the map is read from top to bottom, parts after what they belong to. */
  place(code: string): number {
    return this.#place.get(code) ?? this.#place.size;
  }

  get(code: string): CompetencyView | undefined {
    return this.#byCode.get(code);
  }

  label(code: string): string {
    return this.#byCode.get(code)?.label ?? code;
  }

  /** The parts that count for a role: those of the base map and those that the role adds. */
  parts(code: string, role?: string): CompetencyView[] {
    return (this.#children.get(code) ?? []).filter(
      (item) => item.leaf && (item.role === undefined || item.role === role),
    );
  }

  /** Everything a teacher is asked to rate, under its headings, in the map's order. */
  groups(role?: string): Group[] {
    const groups = new Map<string | undefined, Group>();
    for (const item of this.map.items) {
      const parts = this.parts(item.code, role);
      const alone = item.leaf && item.parent === undefined && item.role === undefined;
      if (parts.length === 0 && !alone) continue;
      const heading = item.parent === undefined ? undefined : this.#byCode.get(item.parent);
      const key = heading?.code;
      const group = groups.get(key) ?? { ...(heading && { item: heading }), standards: [] };
      group.standards.push({ item, parts });
      groups.set(key, group);
    }
    return [...groups.values()];
  }
}
