/** The words of the view of several teachers at once, for a lead: part of `messages`. */
import { count, duration, percent } from "./amounts.js";

const people = (n: number): string => count(n, "person", "people");

export const cohortMessages = {
  cohort: {
    heading: "A group’s gaps",
    intro:
      "For a lead who has the learner files of several teachers: which gaps they share, who could learn together, and a playlist for each study group.",
    privacy:
      "The files are read on this device and go nowhere. Names are not needed: people are called File 1, File 2 and so on.",
    howto:
      "A teacher gets their file in the view My data, with “Export my data”, and gives it to you. Two files are enough to see what people have in common.",
    open: "Open files",
    openMore: "Open more files",
    drop: "or drop them here",
    reading: (done: number, total: number) => `Reading file ${done + 1} of ${total}…`,
    working: "Working out gaps, groups and playlists…",
    read: (n: number) => `${count(n, "file")} open`,
    refused: (n: number, others: number) =>
      `${count(n, "file")} could not be used${others > 0 ? "; the others were read" : ""}`,
    hideRefused: "Hide this",
    sameAs: (number: number) => `It holds exactly what File ${number} holds, so it is counted once.`,
    announce: (n: number, groups: number) => `${count(n, "file")} read, ${count(groups, "study group")} found.`,

    files: "Files",
    file: (number: number) => `File ${number}`,
    about: (role: string, pieces: number) => `${role}, ${count(pieces, "piece of evidence", "pieces of evidence")}`,
    close: "Close",
    closeLabel: (name: string) => `Close ${name}`,
    closeAll: "Close all files",
    names: "Call people by the names of their files",
    keep: "Keep these files on this device",
    notKept: "They are gone from here when you close the page.",
    kept: "They stay on this device until you close them or take the tick away.",
    cannotKeep: "This browser does not let the page keep anything here: they are gone when you close it.",
    undo: {
      opened: (n: number) => `${count(n, "file")} opened`,
      closed: (name: string) => `Closed: ${name}`,
      closedAll: "All files closed",
    },

    role: "Levels to aim for",
    ownRole: "By the role in each file",

    map: "Gaps of the group",
    mapText: (size: number) =>
      size === 1
        ? "With one file open, these are the gaps of one person."
        : `Averages over ${people(size)}, on the scale from 0 to 4; the spread is one standard deviation of their levels. What only some roles need is averaged over those who need it, its gap over everybody.`,
    caption: "Average level and gap of the group per competency, and how many have a gap",
    competency: "Competency",
    level: "Level",
    spread: "Spread",
    gap: "Gap",
    have: "Have a gap",
    of: (n: number, all: number) => `${n} of ${all}`,
    order: "Order",
    byGap: "What counts most first",
    byStandard: "By standard",
    legend: { level: "average level", gap: "average gap", spread: "spread of levels" },
    all: (n: number) => `Show all ${n}`,
    fewer: "Show fewer",
    noGap: "Nobody in the group has a gap: all are at or above the levels to aim for.",

    groups: "Study groups",
    groupsText:
      "Put together are those whose gaps are most alike, at most eight. Somebody alone has gaps that are too different from everyone else’s.",
    group: (number: number, size: number) =>
      size === 1 ? `Group ${number}: one person` : `Group ${number}: ${people(size)}`,
    members: "Who",
    common: (size: number) => (size === 1 ? "Largest gaps" : "Gaps that two thirds or more have"),
    noCommon: "None that two thirds of them have.",
    summary: (items: number, minutes: number, budget: number) =>
      `${count(items, "resource")}, ${duration(minutes)} of ${duration(budget)}`,
    closes: (before: number, after: number) =>
      before > 0
        ? `Closes ${percent((before - after) / before)} of the group’s gaps together.`
        : "The group has no gap to close.",
    leftOpen: (n: number) => `${count(n, "gap")} that this playlist leaves open`,
    playlist: (number: number) => `Playlist of group ${number}`,
    copyLabel: (number: number) => `Copy the playlist of group ${number} as text`,
    emptyPlan: "No resource fits. Give it more time.",

    gapsCsv: "Gaps as CSV",
    playlistsCsv: "Playlists as CSV",
    json: "Everything as JSON",
    gapsCsvName: "gapwise-group-gaps.csv",
    playlistsCsvName: "gapwise-group-playlists.csv",
    jsonName: "gapwise-group.json",
  },
} as const;
