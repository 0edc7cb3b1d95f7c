/** What a teacher has said about themselves, and how it changes. Pure: no storage, no clock. */
import type { LearnerData, LearnerEvidence } from "./engine/index.js";

/** What a teacher has chosen about the plan, beside the data about themselves. */
export interface Choices {
  minutesPerWeek: number;
  weeks: number;
  onlyFree: boolean;
  onlyOffline: boolean;
  /** Identifiers of resources that have to be in the plan. */
  locked: string[];
  /** Identifiers of resources that must not be in the plan. */
  skipped: string[];
}

/** Learner data with nothing left out: what a file may omit is empty. */
export type Learner = LearnerData & Required<Pick<LearnerData, "evidence" | "goals">>;

export function whole(learner: LearnerData): Learner {
  return { ...learner, evidence: learner.evidence ?? [], goals: learner.goals ?? [] };
}

/** Everything that is kept for one teacher and one map. Treated as a value: edits make a new one. */
export interface Saved {
  learner: Learner;
  choices: Choices;
}

export const MINUTES = { min: 10, max: 1200, step: 10 } as const;
export const WEEKS = { min: 1, max: 40, step: 1 } as const;

/** Somebody of whom nothing is known. */
export function newLearner(map: string): Learner {
  return { format: "gapwise-learner", version: 1, map, evidence: [], goals: [] };
}

export function newChoices(): Choices {
  return { minutesPerWeek: 60, weeks: 4, onlyFree: false, onlyOffline: false, locked: [], skipped: [] };
}

const RATING = "rating:";

/** The level that the teacher gave themselves for a competency; undefined where they have not. */
export function ratingOf(learner: Learner, competency: string): number | undefined {
  return learner.evidence.find((piece) => piece.kind === "selfAssessment" && piece.competency === competency)?.level;
}

/** Whether the teacher has given any rating at all. */
export function hasRatings(learner: Learner): boolean {
  return learner.evidence.some((piece) => piece.kind === "selfAssessment");
}

/** Sets, changes or (with undefined) takes back a rating. */
export function rate(saved: Saved, competency: string, level: number | undefined, date: string): Saved {
  const others = saved.learner.evidence.filter(
    (piece) => !(piece.kind === "selfAssessment" && piece.competency === competency),
  );
  const rating: LearnerEvidence[] =
    level === undefined ? [] : [{ id: RATING + competency, competency, kind: "selfAssessment", level, date }];
  return withEvidence(saved, [...others, ...rating]);
}

export function clearRatings(saved: Saved): Saved {
  return withEvidence(
    saved,
    saved.learner.evidence.filter((piece) => piece.kind !== "selfAssessment"),
  );
}

/** The resources that the teacher has worked through, each once, latest first. */
export function completedResources(learner: Learner): string[] {
  const ids = learner.evidence.flatMap((piece) =>
    piece.kind === "completion" && piece.resource !== undefined ? [piece.resource] : [],
  );
  return [...new Set(ids.reverse())];
}

/** Records that a resource was worked through, as evidence for each competency that it builds. */
export function complete(saved: Saved, resource: string, competencies: string[], date: string): Saved {
  const pieces = competencies.map(
    (competency): LearnerEvidence => ({
      id: `done:${competency}:${resource}`,
      competency,
      kind: "completion",
      date,
      resource,
    }),
  );
  const cleared = uncomplete(saved, resource);
  const kept = withEvidence(cleared, [...cleared.learner.evidence, ...pieces]);
  return withChoices(kept, { locked: kept.choices.locked.filter((id) => id !== resource) });
}

export function uncomplete(saved: Saved, resource: string): Saved {
  return withEvidence(
    saved,
    saved.learner.evidence.filter((piece) => !(piece.kind === "completion" && piece.resource === resource)),
  );
}

/** How much a competency in focus counts, beside the usual 1. */
export const FOCUS_WEIGHT = 2;

export function isFocus(learner: Learner, competency: string): boolean {
  return learner.goals.some((goal) => goal.owner === "teacher" && goal.competency === competency);
}

/** Makes a competency a goal of the teacher's own, or takes that back. */
export function focus(saved: Saved, competency: string, target: number, on: boolean): Saved {
  const others = saved.learner.goals.filter((goal) => !(goal.owner === "teacher" && goal.competency === competency));
  const goals = on
    ? [...others, { id: `focus:${competency}`, competency, target, owner: "teacher" as const, weight: FOCUS_WEIGHT }]
    : others;
  return { ...saved, learner: { ...saved.learner, goals } };
}

export function chooseRole(saved: Saved, role: string | undefined): Saved {
  const { role: _, ...rest } = saved.learner;
  return { ...saved, learner: role === undefined ? rest : { ...rest, role } };
}

export function withChoices(saved: Saved, choices: Partial<Choices>): Saved {
  return { ...saved, choices: { ...saved.choices, ...choices } };
}

/** Keeps a resource in the plan, or lets it go. A kept one is no longer skipped. */
export function lock(saved: Saved, resource: string, on: boolean): Saved {
  const locked = saved.choices.locked.filter((id) => id !== resource);
  return withChoices(saved, {
    locked: on ? [...locked, resource] : locked,
    skipped: saved.choices.skipped.filter((id) => id !== resource),
  });
}

/** Leaves a resource out of the plan, or allows it again. A skipped one is no longer kept. */
export function skip(saved: Saved, resource: string, on: boolean): Saved {
  const skipped = saved.choices.skipped.filter((id) => id !== resource);
  return withChoices(saved, {
    skipped: on ? [...skipped, resource] : skipped,
    locked: saved.choices.locked.filter((id) => id !== resource),
  });
}

function withEvidence(saved: Saved, evidence: LearnerEvidence[]): Saved {
  return { ...saved, learner: { ...saved.learner, evidence } };
}

/**
 * The day to count from: today, or the day of the newest evidence where that is later, as after a journey west.
 */
export function dayFor(learner: Learner): string {
  const days = learner.evidence.map(({ date }) => date);
  return [...days, today()].sort().at(-1) ?? today();
}

/** The date of the day where the teacher is, as `YYYY-MM-DD`. */
export function today(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
