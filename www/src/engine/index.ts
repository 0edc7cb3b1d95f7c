/**
 * The package `gapwise`: the engine, synchronous, for workers, Node and tests.
 *
 *     import init, { Gapwise } from "gapwise";
 *     await init();
 *     const engine = Gapwise.open(bytes);
 */
export type * from "../../../pkg/wasm/gapwise.js";
export { GapwiseError } from "./error.js";
export { type FetchPackOptions, fetchPack, type PackStore } from "./fetch-pack.js";
export {
  Gapwise,
  type LearnerLike,
  type OnBuildProgress,
  type SearchHit,
  type SearchResult,
  type TagAllOptions,
} from "./gapwise.js";
export { Learner, type WithoutId } from "./learner.js";
export { default, type EngineSource } from "./load.js";
export type { OnProgress, Watch } from "./methods.js";
