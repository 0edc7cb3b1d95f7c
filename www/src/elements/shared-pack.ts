/**
 * One engine per pack address, however many elements ask for it.
 *
 * An element holds a pack while it is on the page; when the last one has gone the engine is closed, after a
 * moment in which the host page may move elements about.
 */
import { CompetencyIndex } from "../competency-index.js";
import { recall } from "../curator.js";
import type { RoleInfo } from "../engine/index.js";
import { connect, type Engine } from "../engine/worker.js";
import { messages } from "../messages.js";
import { type Problem, problemOf } from "../problem.js";

/** An open pack with what every element needs of it. */
export interface OpenPack {
  engine: Engine;
  competencies: CompetencyIndex;
  roles: RoleInfo[];
}

export type PackState =
  | { kind: "loading"; done: number; total: number }
  | { kind: "ready"; pack: OpenPack }
  | { kind: "error"; problem: Problem };

const packs = new Map<string, SharedPack>();
const CLOSE_AFTER_MS = 2000;

/** Fires `change` whenever its state changes. */
export class SharedPack extends EventTarget {
  #state: PackState = { kind: "loading", done: 0, total: 0 };
  #holders = 0;
  #attempt = 0;

  private constructor(readonly address: string) {
    super();
    void this.#open();
  }

  /** The pack at an address; call {@link release} when done with it. */
  static hold(address: string): SharedPack {
    let pack = packs.get(address);
    if (!pack) {
      pack = new SharedPack(address);
      packs.set(address, pack);
    }
    pack.#holders += 1;
    return pack;
  }

  get state(): PackState {
    return this.#state;
  }

  /** Opens the pack again after a failure. */
  retry(): void {
    if (this.#state.kind === "error") void this.#open();
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders > 0) return;
    setTimeout(() => {
      if (this.#holders > 0 || packs.get(this.address) !== this) return;
      packs.delete(this.address);
      this.#attempt += 1;
      if (this.#state.kind === "ready") this.#state.pack.engine.close();
    }, CLOSE_AFTER_MS);
  }

  async #open(): Promise<void> {
    const attempt = ++this.#attempt;
    this.#become({ kind: "loading", done: 0, total: 0 });
    try {
      const engine = await connect(this.address, {
        onProgress: (done: number, total: number) => {
          if (attempt === this.#attempt && this.#state.kind === "loading")
            this.#become({ kind: "loading", done, total });
        },
      });
      if (attempt !== this.#attempt) {
        engine.close();
        return;
      }
      const [maps, roles] = await Promise.all([engine.maps(), engine.roles()]);
      const main = maps[0];
      if (!main) throw new Error(messages.pack.noMap);
      await recall(engine, main.id);
      const competencies = new CompetencyIndex(await engine.map(main.id));
      this.#become({ kind: "ready", pack: { engine, competencies, roles } });
    } catch (error) {
      if (attempt === this.#attempt) this.#become({ kind: "error", problem: problemOf(error) });
    }
  }

  #become(state: PackState): void {
    this.#state = state;
    this.dispatchEvent(new Event("change"));
  }
}
