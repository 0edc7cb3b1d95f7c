/** What a lead takes along: the group's gaps and the playlists as CSV, everything as JSON. */
import { csv } from "./csv.js";
import type { Cohort } from "./engine/index.js";

/** What the engine found, with what people are called: `people` by their place in its lists. */
export function cohortJson(cohort: Cohort, people: string[]): string {
  return `${JSON.stringify({ people, ...cohort }, null, 2)}\n`;
}

/** A line per competency; levels and gaps on the scale from 0 to 4. */
export function gapsCsv({ gaps, size }: Cohort): string {
  const head = [
    "code",
    "competency",
    "standard",
    "mean level",
    "spread",
    "mean gap",
    "weighted gap",
    "have a gap",
    "of",
  ];
  const lines = gaps.map(({ competency, label, standard, mastery, spread, gap, weighted, open }) => [
    competency,
    label,
    standard ?? "",
    mastery,
    spread,
    gap,
    weighted,
    open,
    size,
  ]);
  return csv([head, ...lines]);
}

/** A line per item of each group's playlist. */
export function playlistsCsv({ groups }: Cohort, people: string[]): string {
  const head = ["group", "people", "week", "resource", "address", "minutes", "closes", "why"];
  const lines = groups.flatMap(({ members, playlist }, at) =>
    playlist.items.map(({ week, name, address, minutes, closes, reasons }) => [
      at + 1,
      members.map((member) => people[member] ?? "").join("; "),
      week,
      name,
      address ?? "",
      minutes,
      closes.map(({ label }) => label).join("; "),
      reasons[0] ?? "",
    ]),
  );
  return csv([head, ...lines]);
}
