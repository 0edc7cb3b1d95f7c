/** The types of `gapwise/elements`: importing it defines the elements. */
import type {
  GapwiseApp,
  GapwiseCohort,
  GapwiseCoverage,
  GapwiseGaps,
  GapwisePlaylist,
  GapwiseSearch,
} from "./element-types.js";
import type { Cohort, Coverage, Gap, LearnerData, Playlist } from "./engine/index.js";

export * from "./element-types.js";

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-app": GapwiseApp;
    "gapwise-search": GapwiseSearch;
    "gapwise-gaps": GapwiseGaps;
    "gapwise-playlist": GapwisePlaylist;
    "gapwise-coverage": GapwiseCoverage;
    "gapwise-cohort": GapwiseCohort;
  }
  /** All of them bubble and leave shadow trees. */
  interface HTMLElementEventMap {
    /** The pack is open. */
    "gapwise-ready": CustomEvent<null>;
    /** Something failed. */
    "gapwise-error": CustomEvent<{ message: string; code?: string; hint?: string }>;
    /** The teacher changed what is known about them. */
    "gapwise-learner-change": CustomEvent<LearnerData>;
    "gapwise-gaps": CustomEvent<Gap[]>;
    "gapwise-plan": CustomEvent<Playlist>;
    "gapwise-done": CustomEvent<{ resource: string; on: boolean }>;
    "gapwise-lock": CustomEvent<{ resource: string; on: boolean }>;
    "gapwise-skip": CustomEvent<{ resource: string; on: boolean }>;
    "gapwise-search": CustomEvent<{ text: string; filters: Record<string, string[]>; total: number }>;
    /** A resource was put into the plan. */
    "gapwise-select": CustomEvent<{ resource: string }>;
    "gapwise-coverage": CustomEvent<Coverage>;
    "gapwise-cohort": CustomEvent<Cohort>;
  }
}
