/** All custom elements of Gapwise. Importing this module defines them. */
export type { LearnerData, Playlist } from "../engine";
export { GapwiseApp } from "./app";
export { GapwiseCoverage } from "./coverage";
export { GapwiseGaps } from "./gaps";
export { GapwisePlaylist } from "./playlist";
export { GapwiseSearch } from "./search";
