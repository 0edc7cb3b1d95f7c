/** Gaps of single competencies, put together under their standards for the chart. */
import type { CompetencyIndex } from "./competency-index.js";
import type { Gap } from "./engine/index.js";

/** A standard's row: plain averages of its parts. */
export interface GapGroup {
  code: string;
  label: string;
  mastery: number;
  uncertainty: number;
  target: number;
  gap: number;
  /** How much closing it matters: the sum over its parts. */
  weighted: number;
  /** The parts, largest weighted gap first. */
  parts: Gap[];
}

export type GapOrder = "gap" | "map";

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** One row per standard, in the map's order or the largest gap first. */
export function groupGaps(gaps: Gap[], competencies: CompetencyIndex, order: GapOrder): GapGroup[] {
  const byStandard = new Map<string, Gap[]>();
  for (const gap of gaps) {
    const item = competencies.get(gap.competency);
    if (item && !item.leaf) continue;
    const code = gap.standard ?? item?.parent ?? gap.competency;
    const parts = byStandard.get(code);
    if (parts) parts.push(gap);
    else byStandard.set(code, [gap]);
  }
  const rows = [...byStandard].map(
    ([code, parts]): GapGroup => ({
      code,
      label: competencies.label(code),
      mastery: mean(parts.map((part) => part.mastery)),
      uncertainty: mean(parts.map((part) => part.uncertainty)),
      target: mean(parts.map((part) => part.target)),
      gap: mean(parts.map((part) => part.gap)),
      weighted: parts.reduce((sum, part) => sum + part.weighted, 0),
      parts: [...parts].sort((a, b) => b.weighted - a.weighted),
    }),
  );
  return rows.sort(
    (a, b) =>
      (order === "gap" ? b.weighted - a.weighted : 0) || competencies.place(a.code) - competencies.place(b.code),
  );
}
