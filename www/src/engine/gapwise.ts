import {
  type Coverage,
  type CoverageRequest,
  type Gap,
  type GapsRequest,
  type LearnerData,
  type MapDetail,
  type MapInfo,
  type PlanRequest,
  type Playlist,
  type ResourceView,
  type RoleInfo,
  type SearchRequest,
  type SearchResult,
  type Tag,
  Gapwise as WasmEngine,
} from "../../../pkg/wasm/gapwise.js";
import { asGapwiseError } from "./error.js";

/** What {@link Gapwise.build} makes a pack of. */
export type BuildInput = Parameters<typeof WasmEngine.build>[0];
/** A text to tag. */
export type TagText = Parameters<WasmEngine["tag"]>[0];
/** Which map to tag against, and how many tags at most. */
export type TagOptions = NonNullable<Parameters<WasmEngine["tag"]>[1]>;

/**
 * An open pack: synchronous, for workers, Node and tests. Call `init()` first.
 *
 * Every method throws a {@link GapwiseError}. After one with the code `engine-trap` this object cannot be used
 * any more; `gapwise/worker` looks after that by itself.
 */
export class Gapwise {
  readonly #engine: WasmEngine;

  private constructor(engine: WasmEngine) {
    this.#engine = engine;
  }

  /** Opens the bytes of a `.gwpack`. */
  static open(bytes: Uint8Array): Gapwise {
    return guarded(() => new Gapwise(WasmEngine.open(bytes)));
  }

  /** Makes a pack of maps and resources, as `gapwise build` does, and opens it. */
  static build(input: BuildInput, onProgress?: (done: number, total: number) => void): Gapwise {
    return guarded(() => new Gapwise(WasmEngine.build(input, onProgress)));
  }

  /** The competency maps of the pack, the main one first. */
  maps(): MapInfo[] {
    return guarded(() => this.#engine.maps());
  }

  /** One map with all its competencies. */
  map(id: string): MapDetail {
    return guarded(() => this.#engine.map(id));
  }

  /** The roles that change targets and weights. */
  roles(): RoleInfo[] {
    return guarded(() => this.#engine.roles());
  }

  /** Resources by words and facets, with counts per facet. */
  search(request: SearchRequest): SearchResult {
    return guarded(() => this.#engine.search(request));
  }

  /** Words that the catalogue knows and that begin as given. */
  suggest(prefix: string): string[] {
    return guarded(() => this.#engine.suggest(prefix));
  }

  /** The competencies that a text is about, best first, each with the spans that say so (UTF-16 offsets). */
  tag(text: TagText, options?: TagOptions): Tag[] {
    return guarded(() => this.#engine.tag(text, options));
  }

  /** One resource of the catalogue, or undefined. */
  resource(id: string): ResourceView | undefined {
    return guarded(() => this.#engine.resource(id));
  }

  /** Where a learner stands per competency, and how far from the target. */
  gaps(learner: LearnerData, request?: GapsRequest): Gap[] {
    return guarded(() => this.#engine.gaps(learner, request));
  }

  /** The playlist that closes the most weighted gap in the time there is, with its reasons. */
  plan(learner: LearnerData, request: PlanRequest): Playlist {
    return guarded(() => this.#engine.plan(learner, request));
  }

  /** What the catalogue covers, and what it lacks. */
  coverage(request?: CoverageRequest): Coverage {
    return guarded(() => this.#engine.coverage(request));
  }

  /** The pack as bytes; `open` reads them again. */
  save(): Uint8Array {
    return guarded(() => this.#engine.save());
  }

  /** Gives the memory back; the object cannot be used afterwards. */
  free(): void {
    this.#engine.free();
  }
}

/** Runs a call into the engine; whatever it throws comes out as a {@link GapwiseError}. */
export function guarded<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    throw asGapwiseError(error);
  }
}
