import { createLearner, mergeLearners } from "../../../pkg/wasm/gapwise.js";
import { GapwiseError } from "./error.js";
import { Gapwise, guarded } from "./gapwise.js";
import init from "./load.js";
import type { Callable, Method, OnProgress, Watch } from "./methods.js";
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
  onProgress?: OnProgress,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const [bytes] = await Promise.all([typeof pack === "string" ? fetchPack(pack, onProgress, signal) : pack, init()]);
  return bytes;
}

async function fetchPack(
  address: string,
  onProgress?: OnProgress,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(address, signal ? { signal } : {});
    if (!response.ok) {
      throw new GapwiseError(
        "pack-fetch",
        `The pack was not delivered: HTTP ${response.status}.`,
        response.status === 404
          ? "Check the pack's address: nothing lies there."
          : "Try again later, or ask whoever runs the server.",
        address,
      );
    }
    // What the body yields is unpacked, and the header counts it packed: then the total is not known.
    const total = response.headers.has("content-encoding") ? 0 : Number(response.headers.get("content-length") ?? 0);
    return await readBody(response, (done) => onProgress?.(done, total));
  } catch (error) {
    if (error instanceof GapwiseError || signal?.aborted) throw error;
    throw new GapwiseError(
      "pack-fetch",
      "The pack could not be fetched.",
      "Check the connection and the pack's address; a pack on another origin must be sent with CORS headers.",
      address,
      error,
    );
  }
}

async function readBody(response: Response, onChunk: (done: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    chunks.push(next.value);
    done += next.value.length;
    onChunk(done);
  }
  const bytes = new Uint8Array(done);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
