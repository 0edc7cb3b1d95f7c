import type { createLearner, mergeLearners } from "../../../pkg/wasm/gapwise.js";
import type { Gapwise } from "./gapwise.js";

/** What can be called from afar: the methods of an open pack, and the engine's functions that need none. */
export const methods = [
  "maps",
  "map",
  "roles",
  "search",
  "suggest",
  "tag",
  "resource",
  "gaps",
  "carry",
  "plan",
  "coverage",
  "add",
  "remove",
  "save",
  "createLearner",
  "mergeLearners",
] as const;

export type Method = (typeof methods)[number];

export interface Callable extends Pick<Gapwise, Method & keyof Gapwise> {
  createLearner: typeof createLearner;
  mergeLearners: typeof mergeLearners;
}

/** Told while a pack is fetched: bytes so far, bytes in all (0: not known). */
export type OnProgress = (done: number, total: number) => void;
