import { createLearner, mergeLearners } from "../../../pkg/wasm/gapwise.js";
import { type FetchPackOptions, fetchPack } from "./fetch-pack.js";
import { Gapwise, guarded } from "./gapwise.js";
import init from "./load.js";
import type { Callable, Method, Watch } from "./methods.js";
import { plain } from "./plain.js";

/** An engine with one pack open, in whichever thread this module runs. */
export class Session {
  readonly #target: Callable & { free(): void };

  /** Opens a pack; `init()` must be done. The bytes are copied. */
  constructor(bytes: Uint8Array) {
    this.#target = Object.assign(Gapwise.open(bytes), {
      createLearner: (map: string) => guarded(() => createLearner(map)),
      mergeLearners: (...both: Parameters<typeof mergeLearners>) => guarded(() => mergeLearners(...plain(both))),
    });
  }

  /** Some methods answer with a promise; only `tagAll` can be watched. */
  call(method: Method, args: readonly unknown[], watch: Watch = {}): unknown {
    if (method === "tagAll") {
      const [texts, options] = args as Parameters<Gapwise["tagAll"]>;
      return this.#target.tagAll(texts, { ...options, ...watch });
    }
    return (this.#target[method] as (...args: readonly unknown[]) => unknown)(...args);
  }

  free(): void {
    this.#target.free();
  }
}

/** The bytes of a pack that are there, or are fetched from its address, while the engine is loaded. */
export async function prepare(
  pack: string | Uint8Array<ArrayBuffer>,
  options?: FetchPackOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const [bytes] = await Promise.all([typeof pack === "string" ? fetchPack(pack, options) : pack, init()]);
  return bytes;
}
