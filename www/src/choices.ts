/** What a teacher has chosen about the plan, and how it changes. Pure: no storage, no clock. */
import type { Balance, Difference, Mix, Placed, PlanRequest, Playlist } from "./engine/index.js";
import { completedResources, dayFor, type Saved } from "./learner.js";

export interface Choices {
  minutesPerWeek: number;
  weeks: number;
  onlyFree: boolean;
  onlyOffline: boolean;
  /** Only resources in these languages; empty: any. */
  languages: string[];
  /** Nothing of these publishers. */
  notPublishers: string[];
  /** At most so many items of one kind one after the other; undefined: any number. */
  maxInRow?: number | undefined;
  /** Minutes of each week that are kept for reviews. */
  reviewMinutes: number;
  /** Fill the weeks, however little the rest of an hour closes. */
  fill?: boolean | undefined;
  /** How much of each content role, relative to each other. */
  mix: Required<Mix>;
  /** How much each owner's goals count; undefined: equally, and nobody looks at their shares of the time. */
  balance?: Balance | undefined;
  /** Resources that have to be in the plan, by identifier. */
  locked: string[];
  /** Resources that must not be in the plan. */
  skipped: string[];
  tooEasy: string[];
  tooHard: string[];
  /** Resources that have to lie in a certain week. */
  placed: Placed[];
  /** The expert's path that is followed: its resources are locked. */
  path?: { id: string; resources: string[] } | undefined;
  /** The first day of week 1, once the plan has begun. */
  start?: string | undefined;
  /** The plan as it was last shown: what the next change starts from. */
  previous?: Placed[] | undefined;
}

/** The lists of what a teacher left out, by the reason. */
export const LEFT_OUT = ["skipped", "tooEasy", "tooHard"] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** How much time a plan may have, and what a button beside its field adds. */
export const TIME = {
  minutesPerWeek: { min: 10, max: 1200, button: 15 },
  weeks: { min: 1, max: 40, button: 1 },
} as const;
export const USUAL_MIX: Required<Mix> = { insight: 1, goal: 1, technique: 1, practice: 1 };

export function newChoices(): Choices {
  return {
    minutesPerWeek: 60,
    weeks: 4,
    onlyFree: false,
    onlyOffline: false,
    languages: [],
    notPublishers: [],
    reviewMinutes: 0,
    mix: USUAL_MIX,
    locked: [],
    skipped: [],
    tooEasy: [],
    tooHard: [],
    placed: [],
  };
}

export function withChoices(saved: Saved, choices: Partial<Choices>): Saved {
  return { ...saved, choices: { ...saved.choices, ...choices } };
}

/** The resource of which this is the identifier of a part. */
const wholeOf = (id: string): string | undefined => /^(.*)#part-[1-9]\d*$/s.exec(id)?.[1];

/** Without a resource and its parts. */
const without = (ids: string[], resource: string): string[] =>
  ids.filter((id) => id !== resource && wholeOf(id) !== resource);

/** Neither locked nor tied to a week. A locked part keeps those before it: with one, all parts of a resource are released. */
function release(saved: Saved, resource: string): Saved {
  const whole = wholeOf(resource) ?? resource;
  const { locked, placed } = saved.choices;
  return withChoices(saved, {
    locked: without(locked, whole),
    placed: placed.filter((own) => without([own.resource], whole).length > 0),
  });
}

/** Neither locked nor tied to a week, nor left out. */
const free = (saved: Saved, resource: string): Saved => bringBack(release(saved, resource), resource);

/** Keeps a resource in the plan, or lets it go. A kept one is no longer left out. */
export function lock(saved: Saved, resource: string, on: boolean): Saved {
  if (!on) return free(saved, resource);
  const allowed = bringBack(saved, resource);
  const { locked, placed } = allowed.choices;
  return withChoices(allowed, {
    locked: [...without(locked, resource), resource],
    placed: placed.filter((own) => own.resource !== resource),
  });
}

/** Leaves a resource out of the plan. It is no longer kept. */
export function leaveOut(saved: Saved, resource: string, why: LeftOut): Saved {
  const freed = free(saved, resource);
  return withChoices(freed, { [why]: [...freed.choices[why], resource] });
}

/** Allows a resource again that was left out. */
export function bringBack(saved: Saved, resource: string): Saved {
  const { skipped, tooEasy, tooHard } = saved.choices;
  return withChoices(saved, {
    skipped: without(skipped, resource),
    tooEasy: without(tooEasy, resource),
    tooHard: without(tooHard, resource),
  });
}

/** Puts a resource into a week, from 1, where it then stays. */
export function move(saved: Saved, resource: string, week: number): Saved {
  const placed = saved.choices.placed.filter((own) => own.resource !== resource);
  return withChoices(saved, { placed: [...placed, { resource, week }] });
}

/** Puts another resource in the place of one. */
export function swap(saved: Saved, resource: string, other: string): Saved {
  return lock(leaveOut(saved, resource, "skipped"), other, true);
}

/** Locks the resources of an expert's path in their weeks. */
export function follow(saved: Saved, id: string, items: Placed[]): Saved {
  const left = leavePath(saved);
  const locked = items.reduce((before, { resource }) => lock(before, resource, true), left);
  return withChoices(locked, {
    placed: [...locked.choices.placed, ...items.map(({ resource, week }) => ({ resource, week }))],
    path: { id, resources: items.map(({ resource }) => resource) },
  });
}

/** No longer follows an expert's path: what it brought is free again. */
export function leavePath(saved: Saved): Saved {
  const freed = (saved.choices.path?.resources ?? []).reduce((before, id) => free(before, id), saved);
  return withChoices(freed, { path: undefined });
}

/** What the host page or the element fixes, in place of what the teacher chose. */
export interface Fixed {
  role: string;
  minutesPerWeek?: number | undefined;
  weeks?: number | undefined;
}

/** The question to the engine. */
export function planRequest({ learner, choices }: Saved, fixed: Fixed): PlanRequest {
  const done = new Set(completedResources(learner));
  const { minutesPerWeek = choices.minutesPerWeek, weeks = choices.weeks, role } = fixed;
  const usual = Object.values(choices.mix).every((wish) => wish === 1);
  const within = ({ resource, week }: Placed) => !done.has(resource) && week <= weeks;
  return {
    minutesPerWeek,
    weeks,
    today: dayFor(learner),
    role,
    only: {
      ...(choices.onlyFree && { free: true }),
      ...(choices.onlyOffline && { offline: true }),
      ...(choices.languages.length > 0 && { languages: choices.languages }),
      ...(choices.notPublishers.length > 0 && { notPublishers: choices.notPublishers }),
    },
    locked: choices.locked.filter((id) => !done.has(id)),
    placed: choices.placed.filter(within),
    skipped: choices.skipped,
    tooEasy: choices.tooEasy,
    tooHard: choices.tooHard,
    reviewMinutes: Math.max(0, Math.min(choices.reviewMinutes, minutesPerWeek - 5)),
    ...(choices.maxInRow !== undefined && { maxInRow: choices.maxInRow }),
    ...(choices.fill && { stopAt: 0 }),
    ...(choices.balance && { balance: choices.balance }),
    ...(usual ? {} : { mix: choices.mix }),
    ...(choices.start !== undefined && { start: choices.start }),
    ...(choices.previous && { previous: choices.previous }),
  };
}

/**
 * What the plan is asked for: as long as the plan has not begun, a change of it is taken in full; anything else leaves the
 * rest of the plan as it is unless a change pays.
 */
export function question({ learner, choices }: Saved): string {
  const { minutesPerWeek, weeks, onlyFree, onlyOffline, languages, notPublishers, maxInRow, reviewMinutes, fill } =
    choices;
  const known = learner.evidence.filter(({ kind }) => kind !== "completion");
  const only = { onlyFree, onlyOffline, languages, notPublishers };
  const wishes = { maxInRow, reviewMinutes, fill, mix: choices.mix, balance: choices.balance };
  return JSON.stringify([learner.role, known, learner.goals, minutesPerWeek, weeks, only, wishes]);
}

/** A plan's items with their weeks. */
export function placedIn({ items }: Playlist): Placed[] {
  return items.map(({ resource, week }) => ({ resource, week }));
}

/** Whether two plans have the same items in the same weeks. */
export function samePlan(a: Placed[] = [], b: Placed[] = []): boolean {
  const key = (plan: Placed[]) => plan.map(({ resource, week }) => `${week} ${resource}`).join("\n");
  return key(a) === key(b);
}

/** Whether a change left the plan as it was. */
export function isUnchanged({ added, removed, moved }: Difference): boolean {
  return added.length + removed.length + moved.length === 0;
}

/** Days since 1970 of a date written `YYYY-MM-DD`. */
const days = (date: string): number => Math.floor(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / 86_400_000);

/** The week in which a day lies, from 1; 0 before the plan begins or where it has not. */
export function weekOf(day: string, start: string | undefined): number {
  if (start === undefined || days(day) < days(start)) return 0;
  return Math.floor((days(day) - days(start)) / 7) + 1;
}

/** The first day of a week. */
export function firstDayOf(week: number, start: string): string {
  return new Date((days(start) + 7 * (week - 1)) * 86_400_000).toISOString().slice(0, 10);
}
