/** Fetching a file whole: with progress, to be given up, and continued where a connection is cut. */
import { GapwiseError } from "./error.js";
import type { OnProgress, Watch } from "./methods.js";

/** So often a connection may be cut without a byte more than before; between two of them the pause grows. */
const MOST_CUTS = 3;
const FIRST_PAUSE = 100;

export interface DownloadOptions extends Watch {
  /** How the browser's own cache is used. */
  cache?: RequestCache;
}

/** The bytes end before they should; what came so far is kept. */
class Cut extends Error {}

/**
 * Fetches a file. A connection that is cut is continued where the server sends ranges and says by `ETag` or
 * `Last-Modified` that the file is still the same; elsewhere it begins anew.
 *
 * @throws {GapwiseError} `pack-fetch`; or the signal's reason
 */
export async function download(address: string, options: DownloadOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const received = new Received(options.onProgress);
  let most = 0;
  for (let cuts = 0; ; ) {
    try {
      await request(address, received, options);
      return received.bytes();
    } catch (error) {
      if (error instanceof GapwiseError || options.signal?.aborted) throw error;
      cuts = received.done > most ? 1 : cuts + 1;
      most = Math.max(most, received.done);
      // What was never there is told at once; what broke off may go on.
      if (!received.begun || cuts > MOST_CUTS) throw failure(address, received, error);
      await pause(FIRST_PAUSE * 4 ** (cuts - 1), options.signal);
    }
  }
}

async function request(address: string, received: Received, { signal, cache }: DownloadOptions): Promise<void> {
  const headers = received.continuation();
  const response = await fetch(address, {
    ...(headers && { headers }),
    ...(signal && { signal }),
    ...(cache && { cache }),
  });
  if (headers && (response.status === 206 || response.status === 416)) {
    if (!received.isContinuedBy(response)) {
      received.forget();
      await response.body?.cancel();
      throw new Cut("The server sent another part than the one that was asked for.");
    }
  } else if (response.ok) {
    received.begin(response);
  } else {
    throw new GapwiseError(
      "pack-fetch",
      `The pack was not delivered: HTTP ${response.status}.`,
      response.status === 404
        ? "Check the pack's address: nothing lies there."
        : "Try again later, or ask whoever runs the server.",
      address,
    );
  }
  await received.take(response);
}

/** What has come of a file. */
class Received {
  begun = false;
  done = 0;
  /** 0: not known. */
  #total = 0;
  /** Tells whether the file is still the same. */
  #validator: string | undefined;
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  readonly #onProgress: OnProgress | undefined;

  constructor(onProgress: OnProgress | undefined) {
    this.#onProgress = onProgress;
  }

  get total(): number {
    return this.#total;
  }

  begin({ headers }: Response): void {
    this.forget();
    this.begun = true;
    // What the body yields is unpacked, and the header counts it packed: then neither length nor ranges fit it.
    if (headers.has("content-encoding")) return;
    this.#total = Number(headers.get("content-length") ?? 0);
    this.#validator = validatorOf(headers);
  }

  /** The headers that ask for the rest, where it can be asked for. */
  continuation(): Record<string, string> | undefined {
    if (this.done === 0 || this.#validator === undefined) return undefined;
    return { Range: `bytes=${this.done}-`, "If-Range": this.#validator };
  }

  isContinuedBy({ status, headers }: Response): boolean {
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "");
    return (
      status === 206 &&
      Number(range?.[1]) === this.done &&
      (this.#total === 0 || range?.[2] === "*" || Number(range?.[2]) === this.#total) &&
      (validatorOf(headers) ?? this.#validator) === this.#validator &&
      !headers.has("content-encoding")
    );
  }

  async take(response: Response): Promise<void> {
    const reader = response.body?.getReader();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      this.#chunks.push(next.value);
      this.done += next.value.length;
      this.#onProgress?.(this.done, this.#total);
    }
    if (this.#total > 0 && this.done < this.#total) throw new Cut("The connection ended too early.");
  }

  forget(): void {
    this.#chunks = [];
    this.done = 0;
    this.#total = 0;
    this.#validator = undefined;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.done);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }
}

/** A weak `ETag` says that a file means the same, not that it has the same bytes. */
function validatorOf(headers: Headers): string | undefined {
  const tag = headers.get("etag");
  return (tag?.startsWith('"') ? tag : headers.get("last-modified")) ?? undefined;
}

function failure(address: string, { begun, done, total }: Received, cause: unknown): GapwiseError {
  return new GapwiseError(
    "pack-fetch",
    begun
      ? `The connection was cut again and again, after ${done} bytes of ${total || "?"}.`
      : "The pack could not be fetched.",
    begun
      ? "Try again later: what came so far is not used."
      : "Check the connection and the pack's address; a pack on another origin must be sent with CORS headers.",
    address,
    cause,
  );
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const given = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", given);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", given, { once: true });
  });
}
