/** The words of what a teacher does to the plan: part of `messages`. */
import { count, day, duration, hundredth, level, percent } from "./amounts.js";

const tenth = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
/** A difference too small to be told. */
const NOTHING = 0.005;

const hours = (value: number): string => `${tenth.format(value)} h`;

export const planMessages = {
  /** What a change did. */
  change: {
    heading: "What the last change did",
    counts: (added: number, removed: number, moved: number) =>
      [added > 0 ? `${added} in` : "", removed > 0 ? `${removed} out` : "", moved > 0 ? `${moved} to another week` : ""]
        .filter((part) => part !== "")
        .join(", ") || "no item changes",
    gap: (before: number, after: number) => {
      const more = after - before;
      if (Math.abs(more) < NOTHING) return "as much of your gaps closed";
      return `${hundredth.format(Math.abs(more))} ${more > 0 ? "more" : "less"} of your gaps closed`;
    },
    minutes: (before: number, after: number) =>
      after === before ? "as much time" : `${duration(Math.abs(after - before))} ${after > before ? "more" : "less"}`,
    sentence: (...parts: string[]) => {
      const text = parts.join("; ");
      return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
    },
    dismiss: "Hide what the last change did",
  },

  /** What can be done with an item. */
  item: {
    more: "Change",
    moreFor: (name: string) => `Change ${name}`,
    options: (name: string) => `Ways to change ${name}`,
    swap: "Swap for another",
    tooEasy: "Too easy",
    tooHard: "Too hard",
    like: "More like this",
    notPublisher: (publisher: string) => `Nothing of ${publisher}`,
    move: "Move",
    moveTo: "Move to",
    moveLabel: (name: string) => `Move ${name} to week`,
    week: (week: number) => `Week ${week}`,
    alternatives: "What could stand in its place",
    noAlternative: "Nothing else that closes a gap fits in its place.",
    costs: (cost: number) =>
      Math.abs(cost) < NOTHING
        ? "closes as much"
        : `closes ${hundredth.format(Math.abs(cost))} ${cost > 0 ? "less" : "more"}`,
    takes: (minutes: number, more: number) =>
      more === 0
        ? `${duration(minutes)}, as long`
        : `${duration(minutes)}, ${duration(Math.abs(more))} ${more > 0 ? "longer" : "shorter"}`,
    inWeek: (week: number) => `in week ${week}`,
    take: "Take this one",
    takeLabel: (name: string) => `Take “${name}” instead`,
    moreReasons: (n: number) => count(n, "more reason"),
    nothingLike: (name: string) => `There is nothing more like “${name}” that closes a gap and fits.`,
    leftOut: { skipped: "skipped", tooEasy: "too easy", tooHard: "too hard" },
    leftOutList: (n: number) => `Left out: ${n}`,
  },

  /** The weeks. */
  session: {
    from: (date: string) => `from ${day(date)}`,
    now: "This week",
    over: "Over",
    times: (n: number) => (n === 1 ? "once this week" : `${n} times this week`),
    tried: "I tried it",
    triedLabel: (label: string) => `I tried it: ${label}`,
    goOn: "Go on trying in your class",
    triedSoFar: (n: number) => (n === 0 ? "" : `noted ${count(n, "time")} so far`),
    reviews: (n: number, minutes: number) => `${count(n, "review")}, ${duration(minutes)}`,
    reviewsText: "Call back to mind what you learnt, in a few minutes, before it fades.",
    makeRoom: (minutes: number) => `Keep ${duration(minutes)} a week free for reviews`,
    review: (label: string, date: string | undefined, inDays: number, recall: number) =>
      `${label}: ${date === undefined ? (inDays === 0 ? "with the week’s session" : `${count(inDays, "day")} into the week`) : day(date)}, while ${percent(recall)} should still be there`,
    begin: "Begin today",
    beginText:
      "When you begin, the weeks get dates, and from then on the rest of your plan stays as it is unless a change pays.",
    begun: (date: string, week: number, weeks: number) =>
      week > weeks
        ? `You began on ${day(date)}; its weeks are over.`
        : `You began on ${day(date)}. This is week ${week}.`,
    replanText: "What you have not done by the end of a week moves on to the next by itself.",
    notBegun: "Begin this plan",
    endIt: "Plan from the start again",
  },

  /** How much it is. */
  totals: {
    line: (planned: number, done: number, enough: number) =>
      `${hours(planned)} planned${done > 0 ? `, ${hours(done)} done` : ""}; research found change after ${hours(enough)} or more`,
    hours: "Hours",
    practice: "Tries in class, per skill",
    planned: "Planned",
    done: "Done",
    enough: "Found to be enough",
    of: (value: number) => tenth.format(value),
    skills: (n: number) => `for ${count(n, "skill")}`,
    none: "–",
    sources:
      "Hours: Yoon, Duncan, Lee, Scarloss and Shapley, “Reviewing the evidence on how teacher professional development affects student achievement” (REL 2007, No. 033): programmes of more than 14 hours had an effect. Tries: Joyce and Showers, “Student achievement through staff development” (3rd edition, 2002), as Gulamhussein reports it in “Teaching the teachers” (Center for Public Education, 2013): on average 20 tries until a skill sits, more where it is complex.",
  },

  /** Goals and their balance. */
  goals: {
    step: "Goals",
    none: "Your role’s aims only",
    some: (n: number) => count(n, "goal"),
    intro:
      "Your role sets an aim for every standard. A goal asks for more: your own, your school’s, or your district’s.",
    owners: { teacher: "Mine", school: "My school’s", district: "My district’s" },
    list: "Goals",
    line: (level: string, weight: number) =>
      `aim: ${level}${weight === 1 ? "" : `, counts ${tenth.format(weight)} times`}`,
    due: (date: string) => `by ${day(date)}`,
    edit: "Edit",
    editLabel: (label: string) => `Edit the goal: ${label}`,
    remove: "Remove",
    removeLabel: (label: string) => `Remove the goal: ${label}`,
    add: "Add a goal",
    newGoal: "A new goal",
    changeGoal: "Change the goal",
    what: "What",
    whose: "Whose goal",
    target: "Level to reach",
    weight: "How much it counts",
    weights: { 0.5: "Half", 1: "As usual", 2: "Twice", 4: "Four times" } as Record<number, string>,
    times: (n: number) => `${tenth.format(n)} times`,
    by: "By when (may be left open)",
    save: "Save the goal",
    cancel: "Cancel",
    balance: "Whose goals get how much",
    balanceText: "Drag to see the plan move. The three are shares of the time that goes to goals.",
    noGoals: "no goals yet",
    share: (share: number) => percent(share),
    planned: (share: number) => `planned: ${percent(share)}`,
    reset: "Balance evenly",
    within: "The plan is within ten points of what you ask for.",
    beyond: "The catalogue does not allow this balance to within ten points; this is the nearest.",
  },

  /** What the plan may use, and what it should be like. */
  wishes: {
    more: "More wishes",
    on: (n: number) => `${n} set`,
    languages: "Only in these languages",
    publishers: "Without a publisher",
    addPublisher: "Leave out a publisher…",
    allow: (name: string) => `Allow ${name} again`,
    inRow: "In a row, of one kind",
    any: "Any number",
    atMost: (n: number) => `At most ${n}`,
    review: "Keep free for reviews, each week",
    noReview: "Nothing",
    fill: "Fill my weeks, even with what closes little",
    mix: "How much of what",
    mixText: "Between none and twice as much as usual.",
    amount: (value: number) =>
      value === 0 ? "none" : value < 1 ? "less" : value === 1 ? "as usual" : value < 2 ? "more" : "much more",
    reset: "As usual",
  },

  questions: {
    heading: "Three answers that would tell most",
    text: "Of all you could still say about yourself, these make the plan surer than any others.",
    tells: (share: number) => `takes away ${percent(share)} of the doubt`,
    others: "Ask me others",
    none: "There is nothing left that would tell much.",
  },

  contest: {
    know: "I know this already",
    notYet: "I am not there yet",
    knowLabel: (label: string) => `I know this already: ${label}`,
    notYetLabel: (label: string) => `I am not there yet: ${label}`,
    set: (value: number, date: string) => `You set this to ${level(value)} on ${day(date)}, against the estimate.`,
    takeBack: "Take that back",
    takeBackLabel: (label: string) => `Take that back: ${label}`,
  },

  unfilledHelp: {
    look: "Look at it first:",
    minutes: (more: number) => `Give it ${more} more minutes a week`,
    lock: (name: string) => `Put “${name}” in`,
    allow: (name: string) => `Allow it: ${name}`,
  },

  path: {
    heading: (title: string) => `Beside it, an expert’s path: ${title}`,
    by: (name: string) => `By ${name}.`,
    loading: "Comparing…",
    compare: "Your plan and the path",
    best: "Best plan",
    path: "Expert’s path",
    closed: "Gap closed",
    time: "Time",
    perHour: "Closed per hour",
    redundancy: "Time on what is closed already",
    items: "Resources",
    both: "In both",
    outside: (noRoom: number, done: number) =>
      [
        noRoom > 0 ? `${count(noRoom, "resource")} of the path found no room in your time.` : "",
        done > 0 ? `${count(done, "resource")} of it you have done.` : "",
      ]
        .filter((part) => part !== "")
        .join(" "),
    steps: "The path",
    follow: "Follow this path",
    followText:
      "Its resources are locked in, week by week; the time that is left goes to what closes most beside them.",
    following: "You follow this path.",
    leave: "Back to the best plan",
    missing: "The expert’s paths could not be read.",
  },

  undoPlan: {
    tooEasy: (name: string) => `Too easy: ${name}`,
    tooHard: (name: string) => `Too hard: ${name}`,
    moved: (name: string, week: number) => `Moved to week ${week}: ${name}`,
    swapped: (name: string, other: string) => `Swapped ${name} for ${other}`,
    like: (name: string) => `One more like ${name}`,
    publisherOut: (name: string) => `Nothing more of ${name}`,
    publisherBack: (name: string) => `${name} is allowed again`,
    goal: (label: string) => `Goal saved: ${label}`,
    noGoal: (label: string) => `Goal removed: ${label}`,
    balance: "Balance of goals changed",
    wish: "Wish changed",
    time: "Time changed",
    contested: (label: string) => `Your level was set: ${label}`,
    uncontested: (label: string) => `No longer set: ${label}`,
    tried: (label: string) => `Noted that you tried it: ${label}`,
    begun: "The plan has begun",
    notBegun: "The plan begins anew",
    follow: (title: string) => `Following “${title}”`,
    leave: (title: string) => `No longer following “${title}”`,
    unfilled: (label: string) => `Changed to help with ${label}`,
  },
} as const;
