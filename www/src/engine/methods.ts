import type { createLearner, mergeLearners } from "../../../pkg/wasm/gapwise.js";
import type { Gapwise } from "./gapwise.js";

/** What can be called from afar: the methods of an open pack, and the engine's functions that need none. */
export const methods = [
  "info",
  "maps",
  "map",
  "roles",
  "search",
  "suggest",
  "tag",
  "tagAll",
  "resource",
  "gaps",
  "carry",
  "plan",
  "replan",
  "alternatives",
  "compare",
  "questions",
  "cohort",
  "coverage",
  "review",
  "decisions",
  "decide",
  "reviewQueue",
  "nearDuplicates",
  "revise",
  "add",
  "remove",
  "save",
  "createLearner",
  "mergeLearners",
] as const;

export type Method = (typeof methods)[number];

/** The methods that change the open pack: they are done again, in order, when it has to be opened again. */
export const changing: ReadonlySet<Method> = new Set<Method>(["review", "decide", "revise", "add", "remove"]);

export interface Callable extends Pick<Gapwise, Method & keyof Gapwise> {
  createLearner: typeof createLearner;
  mergeLearners: typeof mergeLearners;
}

/** Told while something takes long: so much done, of so much in all (0: not known); bytes while a pack is fetched. */
export type OnProgress = (done: number, total: number) => void;

/** For work that takes long: to be told how far it is, and to give it up. */
export interface Watch {
  onProgress?: OnProgress | undefined;
  /** Gives it up: the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
}
