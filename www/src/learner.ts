/** What a teacher has said about themselves, and how it changes. Pure: no storage, no clock. */
import { type Choices, withChoices } from "./choices.js";
import type { Goal, LearnerData, LearnerEvidence } from "./engine/index.js";

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

/** Somebody of whom nothing is known. */
export function newLearner(map: string): Learner {
  return { format: "gapwise-learner", version: 1, map, evidence: [], goals: [] };
}

const RATING = "rating:";

/** The level that the teacher gave themselves for a competency; undefined where they have not. */
export function ratingOf(learner: Learner, competency: string): number | undefined {
  return learner.evidence.find((piece) => piece.kind === "selfAssessment" && piece.competency === competency)?.level;
}

/** Whether the teacher has said anything about where they stand. */
export function hasRatings(learner: Learner): boolean {
  return learner.evidence.some(({ kind }) => kind === "selfAssessment" || kind === "contest");
}

/** Sets, changes or (with undefined) takes back a rating; it stands in place of what was set against the estimate. */
export function rate(saved: Saved, competency: string, level: number | undefined, date: string): Saved {
  const own = ["selfAssessment", "contest"];
  const others = saved.learner.evidence.filter(
    (piece) => !(own.includes(piece.kind) && piece.competency === competency),
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

/** What the teacher set against the estimate for a competency; undefined where they have not. */
export function contested(learner: Learner, competency: string): LearnerEvidence | undefined {
  return learner.evidence.find((piece) => piece.kind === "contest" && piece.competency === competency);
}

/** Sets a level against the estimate, or (with undefined) takes that back. */
export function contest(saved: Saved, competency: string, level: number | undefined, date: string): Saved {
  const others = saved.learner.evidence.filter((piece) => piece !== contested(saved.learner, competency));
  const own: LearnerEvidence[] =
    level === undefined ? [] : [{ id: `contest:${competency}`, competency, kind: "contest", level, date }];
  return withEvidence(saved, [...others, ...own]);
}

/** How often the teacher noted to have tried a skill in class. */
export function tries(learner: Learner, competency: string): number {
  return triesOf(learner, competency).length;
}

/** Notes that a skill was tried in class. */
export function tried(saved: Saved, competency: string, date: string): Saved {
  const ids = new Set(triesOf(saved.learner, competency).map(({ id }) => id));
  let number = ids.size + 1;
  while (ids.has(`tried:${competency}:${number}`)) number += 1;
  const id = `tried:${competency}:${number}`;
  return withEvidence(saved, [...saved.learner.evidence, { id, competency, kind: "completion", date }]);
}

function triesOf(learner: Learner, competency: string): LearnerEvidence[] {
  return learner.evidence.filter(
    (piece) => piece.kind === "completion" && piece.resource === undefined && piece.competency === competency,
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

/** Adds a goal, in place of the one with this identifier or for the same owner and competency. */
export function setGoal(saved: Saved, goal: Omit<Goal, "id">, replaces?: string): Saved {
  const { owner, competency } = goal;
  const own = { ...goal, id: `goal:${owner}:${competency}` };
  const others = saved.learner.goals.filter(
    (other) =>
      other.id !== own.id && other.id !== replaces && !(other.owner === owner && other.competency === competency),
  );
  return { ...saved, learner: { ...saved.learner, goals: [...others, own] } };
}

export function removeGoal(saved: Saved, id: string): Saved {
  return { ...saved, learner: { ...saved.learner, goals: saved.learner.goals.filter((goal) => goal.id !== id) } };
}

export function chooseRole(saved: Saved, role: string | undefined): Saved {
  const { role: _, ...rest } = saved.learner;
  return { ...saved, learner: role === undefined ? rest : { ...rest, role } };
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
