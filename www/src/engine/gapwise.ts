import {
  type Alternative,
  type BuildInput,
  type Carried,
  type CarryRequest,
  type Change,
  type Cohort,
  type Comparison,
  type Coverage,
  type CoverageRequest,
  type Decision,
  type ExpertPath,
  type SearchResult as Found,
  type Gap,
  type GapsRequest,
  type LearnerData,
  type MapDetail,
  type MapInfo,
  type NearDuplicate,
  type PackInfo,
  type PlanRequest,
  type Playlist,
  type Question,
  type Replanned,
  type ResourceView,
  type ReviewItem,
  type ReviewRequest,
  type RoleInfo,
  type SearchRequest,
  type Tag,
  type TagOptions,
  type TagText,
  type Verdict,
  Gapwise as WasmEngine,
} from "../../../pkg/wasm/gapwise.js";
import { copyOf } from "./copy.js";
import { asGapwiseError, GapwiseError } from "./error.js";
import { isLoaded } from "./load.js";
import type { Watch } from "./methods.js";
import { plain } from "./plain.js";

/** A learner: its data, or a `Learner`, which gives them. */
export type LearnerLike = LearnerData | { toJSON(): LearnerData };

/** What was found. */
export type SearchResult = Found<ResourceView>;

/** One resource found. */
export type SearchHit = SearchResult["hits"][number];

/** What the engine says of an answer beside its numbers: with the resources that it has not sent before. */
interface Told extends Omit<SearchResult, "total" | "hits"> {
  resources: [place: number, resource: ResourceView][];
  snippets: SearchHit["snippets"][];
}

/** How to tag many texts. */
export interface TagAllOptions extends TagOptions, Watch {}

/** Told while a pack is built: steps done, steps in all, and what is being done. */
export type OnBuildProgress = NonNullable<Parameters<typeof WasmEngine.build>[1]>;

/**
 * An open pack: synchronous, for workers, Node and tests. Call `init()` first.
 *
 * Every method throws a {@link GapwiseError}. After one with the code `engine-trap` this object cannot be used
 * any more; `gapwise/worker` looks after that by itself.
 */
export class Gapwise {
  #open: WasmEngine | undefined;
  /** Those that the engine has sent with hits, by their place in the catalogue; it sends them anew after a change. */
  readonly #resources = new Map<number, ResourceView>();

  private constructor(engine: WasmEngine) {
    this.#open = engine;
  }

  get #engine(): WasmEngine {
    if (this.#open) return this.#open;
    throw new GapwiseError("engine-closed", "The pack was given back by free().", "Open it again to go on.");
  }

  /** Opens the bytes of a `.gwpack`. */
  static open(bytes: Uint8Array): Gapwise {
    return guarded(() => new Gapwise(WasmEngine.open(bytes)));
  }

  /**
   * Makes a pack of maps and resources, as `gapwise build` does, and opens it.
   * What `onProgress` throws is thrown again, once the pack is made.
   */
  static build(input: BuildInput, onProgress?: OnBuildProgress): Gapwise {
    let thrown: { error: unknown } | undefined;
    const built = guarded(() =>
      WasmEngine.build(plain(input), (...step) => {
        try {
          onProgress?.(...step);
        } catch (error) {
          thrown ??= { error };
        }
      }),
    );
    if (!thrown) return new Gapwise(built);
    built.free();
    throw thrown.error;
  }

  /** What the pack says about itself: its version, and what was left out when it was built. */
  info(): PackInfo {
    return guarded(() => this.#engine.info());
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
    const numbers = guarded(() => this.#engine.search(plain(request)));
    const json = numbers[1] === 1 ? guarded(() => this.#engine.told()) : undefined;
    const { resources, snippets, ...more }: Told =
      json === undefined ? { resources: [], snippets: [], facets: {} } : JSON.parse(json);
    for (const [place, resource] of resources) this.#resources.set(place, resource);
    const hits: SearchHit[] = [];
    for (let at = 2; at < numbers.length; at += 3) {
      hits.push({
        // What is handed out is a copy, which may be changed.
        resource: copyOf(this.#resources.get(numbers[at] as number) as ResourceView),
        score: numbers[at + 1] as number,
        snippets: snippets[hits.length] ?? [],
        fuzzy: numbers[at + 2] === 1,
      });
    }
    return { total: numbers[0] as number, hits, ...more };
  }

  /** Words that the catalogue knows and that begin as given. */
  suggest(prefix: string): string[] {
    return guarded(() => this.#engine.suggest(prefix));
  }

  /** The competencies that a text is about, best first, each with the spans that say so (UTF-16 offsets). */
  tag(text: TagText, options?: TagOptions): Tag[] {
    return guarded(() => this.#engine.tag(plain(text), plain(options)));
  }

  /**
   * As {@link tag}, for many texts. The page goes on meanwhile: the work leaves it a turn every few hundredths of a
   * second, tells how far it is, and can be given up.
   */
  async tagAll(texts: TagText[], { onProgress, signal, ...options }: TagAllOptions = {}): Promise<Tag[][]> {
    signal?.throwIfAborted();
    const work = guarded(() => this.#engine.tagAll(plain(texts), plain(options), onProgress, signal));
    return work.catch((error: unknown) => {
      throw signal?.aborted || !isEnginesOwn(error) ? error : asGapwiseError(error);
    });
  }

  /** One resource of the catalogue, or undefined. */
  resource(id: string): ResourceView | undefined {
    return guarded(() => this.#engine.resource(id));
  }

  /** Where a learner stands per competency, and how far from the target; today, unless the request says a day. */
  gaps(learner: LearnerLike, request?: GapsRequest): Gap[] {
    return guarded(() => this.#engine.gaps(dataOf(learner), dated(request)));
  }

  /**
   * A learner brought to another map of the pack, or to the edition that is in the pack, with what became of each entry.
   * Nothing is thrown away: what has no place there waits in the learner's data.
   */
  carry(learner: LearnerLike, request?: CarryRequest): Carried {
    return guarded(() => this.#engine.carry(dataOf(learner), plain(request)));
  }

  /** The playlist that closes the most weighted gap in the time there is, with its reasons. */
  plan(learner: LearnerLike, request: PlanRequest): Playlist {
    return guarded(() => this.#engine.plan(dataOf(learner), dated(request)));
  }

  /**
   * The plan after a change, and what is different; the request names the plan before as `previous`. What the change
   * does not touch stays where it is unless giving it up pays.
   */
  replan(learner: LearnerLike, request: PlanRequest, change: Change): Replanned {
    return guarded(() => this.#engine.replan(dataOf(learner), dated(request), plain(change)));
  }

  /** Up to three resources that could stand in the place of one of the plan, and what each would cost. */
  alternatives(learner: LearnerLike, request: PlanRequest, resource: string): Alternative[] {
    return guarded(() => this.#engine.alternatives(dataOf(learner), dated(request), resource));
  }

  /** A curator's path beside the best plan for the same learner and time. */
  compare(learner: LearnerLike, request: PlanRequest, path: ExpertPath): Comparison {
    return guarded(() => this.#engine.compare(dataOf(learner), dated(request), plain(path)));
  }

  /** The three self-ratings that would tell most. */
  questions(learner: LearnerLike, request?: GapsRequest): Question[] {
    return guarded(() => this.#engine.questions(dataOf(learner), dated(request)));
  }

  /** Several learners at once: their gaps, groups with common gaps, and a plan for each group. */
  cohort(learners: LearnerLike[], request: PlanRequest): Cohort {
    return guarded(() => this.#engine.cohort(learners.map(dataOf), dated(request)));
  }

  /** What the catalogue covers, and what it lacks. */
  coverage(request?: CoverageRequest): Coverage {
    return guarded(() => this.#engine.coverage(plain(request)));
  }

  /**
   * A curator's decision on a tag: `"accepted"`, `"rejected"` or `"added"`; without a verdict it is taken back. It holds
   * at once, against the publisher and against every later tagging. Gives the decision that it replaces.
   */
  review(
    resource: string,
    competency: string,
    verdict?: Verdict,
    about: Pick<ReviewRequest, "note" | "by" | "at"> = {},
  ): Decision | undefined {
    return guarded(() => this.#engine.review(plain({ resource, competency, verdict, ...about }))) ?? undefined;
  }

  /** All curator's decisions, one JSON object per line: to keep, and for `gapwise build --decisions`. */
  decisions(): string {
    return guarded(() => this.#engine.decisions());
  }

  /** Takes decisions in place of those that stand, and tags the catalogue again by what is learnt from them. */
  decide(lines: string): void {
    guarded(() => this.#engine.decide(lines));
  }

  /** Proposed tags of the main map, in the order in which a decision teaches most. */
  reviewQueue(limit = 20): ReviewItem[] {
    return guarded(() => this.#engine.reviewQueue(limit));
  }

  /**
   * Puts a new edition of one of the pack's maps, as an object or as JSON, in the place of the map with the same
   * identifier, and tags the catalogue by it. Gives the ids of the resources that are tagged otherwise now. Where it
   * cannot be used, nothing is changed.
   */
  revise(map: string | object): string[] {
    const text = typeof map === "string" ? map : JSON.stringify(map);
    return guarded(() => this.#engine.revise(text));
  }

  /**
   * Resources whose description or full text is nearly that of this one, with how much of the wording is the same
   * (`share`, .6 to 1), those that share most first. Entries of the review queue have them too.
   */
  nearDuplicates(resource: string): NearDuplicate[] {
    return guarded(() => this.#engine.nearDuplicates(resource));
  }

  /**
   * Adds resources, as objects or as lines; one that is there already gives way to its new version. They are tagged and
   * found at once. Gives how many gave way. Where one cannot be used, nothing is changed.
   */
  add(resources: string | readonly object[]): number {
    const lines = typeof resources === "string" ? resources : resources.map((one) => JSON.stringify(one)).join("\n");
    return guarded(() => this.#engine.add(lines));
  }

  /** Removes resources by their ids; gives how many there were. */
  remove(ids: readonly string[]): number {
    return guarded(() => this.#engine.remove([...ids]));
  }

  /** The pack as bytes, as it is now; `open` reads them again. */
  save(): Uint8Array {
    return guarded(() => this.#engine.save());
  }

  /** Gives the memory back; the object cannot be used afterwards. */
  free(): void {
    this.#open?.free();
    this.#open = undefined;
    this.#resources.clear();
  }
}

/** What the engine rejects with, and not what a caller's own function threw. */
function isEnginesOwn(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || (error instanceof Error && error.name === "GapwiseError");
}

function dataOf(learner: LearnerLike): LearnerData {
  return plain(learner) as LearnerData;
}

/** The engine knows no clock: where a request names no day, it is the one on the user's calendar. */
function dated<Request extends { today?: string }>(request?: Request): Request {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, "0");
  const today = request?.today ?? `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return { ...plain(request), today } as Request;
}

/** Runs a call into the engine; whatever it throws comes out as a {@link GapwiseError}. */
export function guarded<Result>(call: () => Result): Result {
  if (!isLoaded()) {
    throw new GapwiseError("engine-not-loaded", "The engine is not loaded yet.", "Await init() before the first call.");
  }
  try {
    return call();
  } catch (error) {
    throw asGapwiseError(error);
  }
}
