/** All custom elements of Gapwise. Importing this module defines them. */
export type { LearnerData, Playlist } from "../engine/index.js";
export { GapwiseApp } from "./app.js";
export { GapwiseCohort } from "./cohort.js";
export { GapwiseCoverage } from "./coverage.js";
export { GapwiseGaps } from "./gaps.js";
export { GapwisePlaylist } from "./playlist.js";
export { GapwiseSearch } from "./search.js";
