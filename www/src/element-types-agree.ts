/** Compiled, never run: the elements are what `element-types.d.ts` says. */
import type * as declared from "./element-types.js";
import type * as elements from "./elements/index.js";

type Agrees<Declared, _Element extends Declared> = true;

export type Agreement = [
  Agrees<declared.GapwiseApp, elements.GapwiseApp>,
  Agrees<declared.GapwiseSearch, elements.GapwiseSearch>,
  Agrees<declared.GapwiseGaps, elements.GapwiseGaps>,
  Agrees<declared.GapwisePlaylist, elements.GapwisePlaylist>,
  Agrees<declared.GapwiseCohort, elements.GapwiseCohort>,
  Agrees<declared.GapwiseCoverage, elements.GapwiseCoverage>,
];
