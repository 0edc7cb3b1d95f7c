/**
 * Every word that a person sees, in one place.
 *
 * Plain sentences, addressed to a teacher. Functions where a number or a name goes in.
 */
import { bytes, count, duration, hundredth, level, percent, title } from "./amounts.js";
import { cohortMessages } from "./messages-cohort.js";
import { planMessages } from "./messages-plan.js";

export const messages = {
  count,
  duration,
  level,
  percent,
  title,
  ...planMessages,
  ...cohortMessages,

  app: {
    name: "Gapwise",
    skip: "Skip to the main content",
    navigation: "Main",
    views: { plan: "My plan", find: "Find", coverage: "Coverage", group: "Group", data: "My data" },
    documentTitle: (view: string) => `${view} – Gapwise`,
    newVersion: "A new version of this page is ready.",
    reload: "Use it now",
    offline: "You are offline. Everything here goes on working.",
    online: "You are online again.",
    theme: { label: "Colours", auto: "Auto colours", light: "Light", dark: "Dark" },
    footer: "Everything is worked out on this device. Nothing that you enter leaves it.",
  },

  pack: {
    loading: "Opening the catalogue…",
    progress: (done: number, total: number) =>
      total > 0 ? `${bytes.format(done / 1e6)} of ${bytes.format(total / 1e6)} MB` : `${bytes.format(done / 1e6)} MB`,
    ready: "The catalogue is open.",
    failed: "The catalogue could not be opened",
    failedCall: "This could not be worked out",
    code: (code: string) => `Code: ${code}`,
    retry: "Try again",
    noMap: "The catalogue has no competency map.",
    missing: "No catalogue is named. Give the element a pack attribute with the address of a .gwpack file.",
  },

  undo: {
    undo: "Undo",
    dismiss: "Dismiss",
    undone: (what: string) => `Undone: ${what}`,
    role: "Role changed",
    rated: (label: string) => `Rating changed: ${label}`,
    cleared: "All ratings cleared",
    done: (name: string) => `Marked as done: ${name}`,
    notDone: (name: string) => `No longer marked as done: ${name}`,
    locked: (name: string) => `Locked in the plan: ${name}`,
    unlocked: (name: string) => `No longer locked: ${name}`,
    skipped: (name: string) => `Skipped: ${name}`,
    unskipped: (name: string) => `Back among the choices: ${name}`,
    focus: (label: string) => `Focus on: ${label}`,
    unfocus: (label: string) => `No longer a focus: ${label}`,
    imported: "Your data were replaced by the file",
    deleted: "All your data on this device were deleted",
  },

  setup: {
    heading: "About you",
    roleStep: "Your role",
    ratingStep: "Where you stand",
    timeStep: "Your time",
    anyRole: "Classroom teacher",
    anyRoleText: "The ten standards as they are: a level of “proficient” in each, with equal weight.",
    rolePrompt: "Which of these is closest to your work? It sets the levels to aim for.",
    ratingPrompt:
      "Rate yourself as you teach today. Leave out what you cannot judge: the plan then works with a cautious estimate.",
    rated: (done: number, all: number) => `${done} of ${all} rated`,
    nothingRated: "Nothing rated yet",
    unknown: "Don’t know yet",
    unknownShort: "?",
    parts: (n: number) => `Rate its ${n} parts one by one`,
    partsRated: (n: number, all: number) => `Parts: ${n} of ${all} rated`,
    rubric: "What the levels look like",
    clear: "Clear all ratings",
    minutesPerWeek: "Minutes per week",
    weeks: "Weeks",
    less: (what: string) => `Less: ${what}`,
    more: (what: string) => `More: ${what}`,
    toPlan: "See my plan",
    inAll: (minutes: number) => `That makes ${duration(minutes)} in all.`,
    only: "Only use resources that",
    onlyFree: "are free of charge",
    onlyOffline: "can be kept offline",
    timeSummary: (minutes: number, weeks: number) => `${duration(minutes)} a week for ${count(weeks, "week")}`,
  },

  gaps: {
    heading: "Your gaps",
    caption: "Your estimated level, the level to aim for and the gap between them, on a scale from 0 to 4",
    startNote:
      "You have not rated anything yet, so every level shown is the same cautious estimate. Rate a standard or two and the chart becomes yours.",
    competency: "Standard",
    you: "You",
    target: "Aim",
    gap: "Gap",
    focus: "Focus",
    focusOn: (label: string) => `Focus on ${label}`,
    order: "Order",
    byGap: "What counts most first",
    byMap: "In the map’s order",
    legend: { you: "your level", uncertain: "likely range", gap: "gap", target: "aim" },
    about: (sd: number) => `give or take ${level(sd)}`,
    average: (n: number) => `Average of ${count(n, "competency", "competencies")}`,
    show: (label: string) => `Show the parts of ${label}`,
    why: (label: string) => `Why this estimate of ${label}`,
    none: "No gap: you are at or above the level to aim for everywhere.",
    announce: (label: string, gap: number) => `Gaps updated. Largest: ${label}, ${level(gap)} levels.`,
  },

  playlist: {
    heading: "Your playlist",
    startNote: "This is a starting plan for someone we know nothing about. Rate yourself and it is chosen for you.",
    summary: (items: number, minutes: number, budget: number) =>
      `${count(items, "resource")}, ${duration(minutes)} of your ${duration(budget)}`,
    gap: (before: number, after: number) =>
      before > 0
        ? `Closes ${percent((before - after) / before)} of all your gaps together (from ${level(before)} to ${level(after)}).`
        : "There is no gap to close.",
    ratio: (ratio: number) =>
      ratio >= 0.9995
        ? "No plan in this time can do better."
        : `That is at least ${percent(ratio)} of what the best possible plan could close in this time.`,
    how: "How this is worked out",
    howText:
      "Your gap is the sum over all competencies of how far your level is from the one to aim for, times how much it matters. The plan picks the resources that close most of it per minute, in an order that respects what has to come first. The percentage compares it with an upper bound that no plan can exceed.",
    week: (n: number) => `Week ${n}`,
    used: (minutes: number, budget: number) => `${minutes} of ${budget} min`,
    usedLabel: "Time used",
    emptyWeek: "Nothing planned for this week.",
    emptyPlan: "No resource fits. Give it more time, or allow more kinds of resource.",
    about: (minutes: number) => `about ${duration(minutes)}`,
    parts: (n: number) => `in ${n} parts`,
    free: "Free",
    offline: "Works offline",
    newTab: "(opens in a new tab)",
    closes: "Closes",
    gapChange: (before: number, after: number) => `gap ${hundredth.format(before)} → ${hundredth.format(after)}`,
    gapChangeSpoken: (before: number, after: number) =>
      `a gap of ${hundredth.format(before)} levels becomes ${hundredth.format(after)}`,
    more: (n: number) => `and ${n} more`,
    why: "Why this one",
    actions: (name: string) => `What to do with ${name}`,
    done: "Done",
    lock: "Lock",
    skip: "Skip",
    practice: "Try in your class",
    allUnfilled: (n: number) => `Show all ${n}`,
    unfilled: (n: number) => `${count(n, "gap")} that this plan leaves open`,
    unfilledReason: {
      noResource: "No resource",
      tooLittleTime: "Too little time",
      prerequisiteMissing: "Something else comes first",
      filteredOut: "Left out by your choices",
    },
    doneList: (n: number) => `Done: ${n}`,
    notDone: "Not done after all",
    bringBack: "Bring back",
    print: "Print",
    copy: "Copy as text",
    copied: "The playlist is on the clipboard.",
    copyFailed: "The browser did not allow copying. Select the text and copy it yourself.",
    announce: (items: number, minutes: number) =>
      `Playlist updated: ${count(items, "resource")}, ${duration(minutes)}.`,
    change: "Change your answers",
    remaining: (levels: number) => `${level(levels)} levels to go`,
  },

  kinds: title,
  licences: { publicDomain: "Public domain", at: (host: string) => `Terms of ${host}` },
  contentRoles: {
    insight: "Understand",
    goal: "Set an aim",
    technique: "Method",
    practice: "Practise",
  },

  search: {
    heading: "Find resources",
    label: "Search the catalogue",
    placeholder: "feedback, dyslexia, exit tickets…",
    filters: "Filters",
    clearFilters: "Clear filters",
    filtersOn: (n: number) => `Filters (${n} on)`,
    results: (n: number) => count(n, "resource"),
    noResults: "Nothing found",
    noResultsHint: "Try fewer words or fewer filters.",
    corrected: "Did you mean",
    shortened: "That is more than is searched for: only its first words count.",
    sort: "Sort by",
    sorts: { relevance: "Best match", minutes: "Shortest first", name: "Title" },
    more: (n: number) => `Show ${n} more`,
    shown: (shown: number, total: number) => `${shown} of ${total} shown`,
    add: "Add to plan",
    added: "In your plan",
    tagged: "Teaches",
    allValues: (n: number) => `Show all ${n}`,
    fewerValues: "Show fewer",
    fuzzy: "Similar spelling",
    facets: {
      competency: "Competency",
      minutes: "Time",
      kind: "Kind",
      contentRole: "What it is for",
      level: "Your level",
      free: "Cost",
      offline: "Offline",
      language: "Language",
      license: "Licence",
      publisher: "Publisher",
      audience: "Made for",
    },
    values: {
      free: { yes: "Free", no: "Paid", unknown: "Not stated" },
      offline: { yes: "Can be kept offline", no: "Needs the network" },
      minutes: {
        "0-15": "Up to 15 min",
        "16-30": "16–30 min",
        "31-60": "31–60 min",
        "61-180": "1–3 h",
        "181+": "More than 3 h",
      },
    } as Record<string, Record<string, string>>,
  },

  coverage: {
    heading: "What the catalogue covers",
    intro: "For curators: how many resources teach each competency, and where too few do.",
    summary: (resources: number, covered: number, leaves: number) =>
      `${count(resources, "resource")}; ${covered} of ${leaves} competencies have at least one.`,
    untagged: (n: number) => `${count(n, "resource")} without any competency`,
    role: "Role",
    everyRole: "Every teacher",
    min: "Thin means fewer than",
    columns: "Columns",
    byLevel: "Levels",
    byRole: "What they are for",
    byKind: "Kinds",
    anyLevel: "Not stated",
    competency: "Competency",
    total: "Total",
    minutes: "Time",
    thin: (n: number, min: number) =>
      n === 0
        ? `Every competency has at least ${count(min, "resource")}.`
        : `${count(n, "competency", "competencies")} with fewer than ${count(min, "resource")}`,
    thinMark: "thin",
    onlyThin: "Show only thin ones",
    csv: "Download as CSV",
    csvName: "gapwise-coverage.csv",
    caption: "Number of resources per competency",
    cell: (n: number, row: string, column: string) => `${count(n, "resource")}: ${row}, ${column}`,
    cellHeading: (row: string, column: string) => `${row} · ${column}`,
    close: "Close the list",
    listUntagged: "Without any competency",
    none: "No resources here.",
  },

  review: {
    heading: "Tags to review",
    intro:
      "Proposed tags on which your word would teach most. Your decisions hold here at once, and stay on this device.",
    nothing: "No proposed tag is left to review.",
    looking: "Looking for the tags on which your word would teach most…",
    right: "Right",
    wrong: "Wrong",
    about: (verdict: string, competency: string, resource: string) => `${verdict}: ${competency}, for ${resource}`,
    because: (because: string, score: number, supported: number) =>
      `It ${because}; ${Math.round(score * 100)} % sure. ${
        supported === 0
          ? "No resource has this competency for certain."
          : `${count(supported, "resource")} certain so far.`
      }`,
    decided: (n: number) => (n === 0 ? "No decision yet." : `${count(n, "decision")} so far.`),
    kept: "Decision kept.",
    undone: "Decision taken back.",
    learn: "Tag again by what they teach",
    learnt: "Everything was tagged again.",
    export: "Download decisions",
    import: "Bring in decisions",
    imported: "Decisions were brought in, and everything was tagged again.",
    fileName: "gapwise-decisions.jsonl",
    tooLarge: "The file is larger than 50 MB, which no file of decisions is.",
    add: "Add a competency",
    near: "Nearly the same text:",
    nearShare: (share: number, field: "description" | "text") =>
      `${percent(share)} of the wording of the ${field === "text" ? "full text" : "description"}`,
    choose: "Choose a competency",
  },

  data: {
    heading: "My data",
    where: "What is kept, and where",
    whereText:
      "Your role, your ratings, what you have done, what you focus on and your choices about time are kept in this browser, on this device. There is no account and no server: nothing is sent anywhere.",
    memoryOnly:
      "This browser does not allow storage here (perhaps a private window), so your data last only until you close the page. Export them to keep them.",
    kept: (ratings: number, others: number, done: number, goals: number) =>
      `At the moment: ${count(ratings, "rating")}, ${count(others, "other piece of evidence", "other pieces of evidence")}, ${count(done, "resource")} done, ${count(goals, "goal")}.`,
    elsewhere: (pieces: number) =>
      `${count(pieces, "piece of evidence", "pieces of evidence")} of these ${pieces === 1 ? "belongs" : "belong"} to another map. What the maps share counts here too, for less.`,
    exportHeading: "Take it with you",
    exportText: "A file that you can keep, open on another device, or give to somebody who plans for a group.",
    export: "Export my data",
    fileName: "gapwise-learner.json",
    importHeading: "Bring it in",
    importText: "A file that was exported here. It takes the place of what is here now; you can undo that.",
    import: "Choose a file",
    imported: "Your data were brought in.",
    toPlan: "See my plan",
    importFailed: "This file could not be used",
    deleteHeading: "Delete it",
    deleteText: "Removes all of your data from this device.",
    delete: "Delete my data",
    confirm: "Delete all of your data on this device?",
    confirmYes: "Yes, delete",
    confirmNo: "Keep them",
    show: "Show what is stored",
    problems: {
      notJson: "It is not JSON.",
      notLearner: "It is not a Gapwise learner file: those have “format”: “gapwise-learner”.",
      tooLarge: "It is larger than 10 MB, which no learner file is.",
    },
  },
} as const;
