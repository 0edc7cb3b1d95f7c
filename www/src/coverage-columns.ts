/** The columns of the coverage table, and its rows as CSV. */
import { csv } from "./csv.js";
import type { ContentRole, Coverage, CoverageRow, ResourceView } from "./engine/index.js";
import { messages } from "./messages.js";

export type ColumnChoice = "level" | "role" | "kind";

export interface Column {
  key: string;
  title: string;
  count: (row: CoverageRow) => number;
  /** Whether a resource that teaches the row's competency is counted in this column. */
  has: (resource: ResourceView) => boolean;
}

const CONTENT_ROLES: ContentRole[] = ["insight", "goal", "technique", "practice"];

export function columnsOf(coverage: Coverage, choice: ColumnChoice, levels: string[]): Column[] {
  if (choice === "level")
    return [1, 2, 3, 4, 0].map((level) => ({
      key: String(level),
      title: level === 0 ? messages.coverage.anyLevel : `${level} ${levels[level] ?? ""}`.trim(),
      count: (row) => row.byLevel[level] ?? 0,
      has: ({ levels: served }) => (level === 0 ? served.length === 0 : served.includes(level)),
    }));
  if (choice === "role")
    return CONTENT_ROLES.map((role) => ({
      key: role,
      title: messages.contentRoles[role],
      count: (row) => row.byRole[role] ?? 0,
      has: ({ contentRole }) => contentRole === role,
    }));
  const kinds = [...new Set(coverage.rows.flatMap((row) => Object.keys(row.byKind)))].sort();
  return kinds.map((kind) => ({
    key: kind,
    title: messages.kinds(kind),
    count: (row) => row.byKind[kind] ?? 0,
    has: (resource) => resource.kind === kind,
  }));
}

/** Every competency with all counts, whatever columns are shown. */
export function coverageCsv(coverage: Coverage, levels: string[]): string {
  const columns = (["level", "role", "kind"] as const).flatMap((choice) => columnsOf(coverage, choice, levels));
  const head = [
    "code",
    "competency",
    "statement",
    "total",
    "minutes",
    ...columns.map((column) => column.title),
    "below",
  ];
  const lines = coverage.rows.map((row) => [
    row.competency,
    row.label,
    row.statement,
    row.total,
    row.minutes,
    ...columns.map((column) => column.count(row)),
    row.below ? 1 : 0,
  ]);
  return csv([head, ...lines]);
}
