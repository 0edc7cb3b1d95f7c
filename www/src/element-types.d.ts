/**
 * The custom elements as the package declares them: what an integrator may set, and no word of how they are made, so
 * that a project needs no other package's types. `element-types-agree.ts` fails to compile when they are not so.
 */
import type { LearnerData } from "./engine/index.js";

/** What every element has. */
declare class PackElement extends HTMLElement {
  /** The address of the `.gwpack` file, relative to the page. Elements with the same one share an engine. */
  pack: string;
}

/** What every element about a teacher has. */
declare class LearnerElement extends PackElement {
  /** The address of a learner file to begin with. */
  learnerSrc?: string;
  /** The learner to begin with. */
  learner?: LearnerData;
  /** The role to plan for; without it, the one that the teacher chose. */
  forRole?: string;
}

/** `<gapwise-app>`: the whole tool on one page. */
export declare class GapwiseApp extends PackElement {
  /** The address of a file of experts' paths, to compare plans with. */
  paths: string;
}

/** `<gapwise-search>`: search with facets. */
export declare class GapwiseSearch extends PackElement {
  text: string;
  filters: Record<string, string[]>;
  sort: "relevance" | "minutes" | "name";
}

/** `<gapwise-gaps>`: a teacher's gaps as a chart. */
export declare class GapwiseGaps extends LearnerElement {}

/** `<gapwise-playlist>`: a teacher's playlist; alone on a page it asks for a short self-rating first. */
export declare class GapwisePlaylist extends LearnerElement {
  /** The time a week; without it, what the teacher chose. */
  minutesPerWeek?: number;
  weeks?: number;
  /** The address of a file of experts' paths, to compare plans with. */
  paths: string;
}

/** `<gapwise-coverage>`: what the catalogue covers, for curators. */
export declare class GapwiseCoverage extends PackElement {
  forRole: string;
  /** A competency with fewer resources is thin. */
  min: number;
}

/** `<gapwise-cohort>`: several teachers' files at once, for a lead. They stay on the device. */
export declare class GapwiseCohort extends PackElement {
  /** The role whose levels to aim for; without it, the role in each file. Empty: those of every teacher. */
  forRole: string | undefined;
  /** The time that a study group has a week. */
  minutesPerWeek: number;
  weeks: number;
}
