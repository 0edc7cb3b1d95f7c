import { applyDelta, packVersion } from "../../../pkg/wasm/gapwise.js";
import { download } from "./download.js";
import { asGapwiseError } from "./error.js";
import { guarded } from "./gapwise.js";
import init from "./load.js";
import type { Watch } from "./methods.js";

/** Where packs are kept from one visit to the next, by their addresses. */
export interface PackStore {
  get(address: string): Promise<Uint8Array | undefined>;
  put(address: string, pack: Uint8Array): Promise<void>;
}

export interface FetchPackOptions extends Watch {
  /**
   * Keeps the pack: in the browser's cache, or in the store given. The next time it is taken from there, also without
   * a network. Where the server has `ADDRESS.json` beside the pack, as `gapwise pack publish` writes it, a newer pack
   * is then fetched as the difference to the one that is kept.
   */
  keep?: boolean | PackStore | undefined;
}

/** What lies beside a pack as `ADDRESS.json`. */
interface Manifest {
  /** The version of the pack. */
  version: string;
  /** By the version of an old pack, what makes the new one of it. */
  deltas: Record<string, { file: string }>;
}

/** How long to wait for the manifest where a pack is kept already. In milliseconds. */
const PATIENCE = 4000;

/**
 * Fetches the bytes of a pack, for `Gapwise.open`. A connection that is cut is continued.
 *
 * @throws {GapwiseError} `pack-fetch` when the pack cannot be had and none is kept; or the signal's reason
 */
export async function fetchPack(
  address: string | URL,
  { keep, onProgress, signal }: FetchPackOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const source = String(address);
  const store = keep === true ? browserStore() : keep || undefined;
  if (!store) return download(source, { onProgress, signal });
  await init();
  const kept = await keptIn(store, source);
  try {
    const manifest = kept && (await manifestOf(source, signal));
    if (kept && manifest?.version === kept.version) {
      onProgress?.(kept.bytes.length, kept.bytes.length);
      return kept.bytes;
    }
    const pack =
      (kept && manifest && (await updated(source, kept, manifest, signal))) ??
      (await download(source, { onProgress, signal, ...(kept && { cache: "no-cache" }) }));
    // Only what is whole is kept.
    guarded(() => packVersion(pack));
    await store.put(source, pack).catch(() => {});
    return pack;
  } catch (error) {
    if (!kept || signal?.aborted || asGapwiseError(error).code !== "pack-fetch") throw error;
    onProgress?.(kept.bytes.length, kept.bytes.length);
    return kept.bytes;
  }
}

interface Kept {
  bytes: Uint8Array<ArrayBuffer>;
  version: string;
}

/** What is kept and whole; a pack that this engine cannot open is as good as none. */
async function keptIn(store: PackStore, address: string): Promise<Kept | undefined> {
  try {
    const found = await store.get(address);
    if (!found) return undefined;
    const bytes = new Uint8Array(found);
    return { bytes, version: guarded(() => packVersion(bytes)) };
  } catch {
    return undefined;
  }
}

/** Nothing where the server has none, or is not heard of in time. */
async function manifestOf(address: string, signal?: AbortSignal): Promise<Manifest | undefined> {
  const late = new AbortController();
  const giveUp = () => late.abort(signal?.reason);
  const timer = setTimeout(giveUp, PATIENCE);
  signal?.addEventListener("abort", giveUp, { once: true });
  try {
    const response = await fetch(beside(address, ".json"), { cache: "no-cache", signal: late.signal });
    const manifest: Partial<Manifest> | null = response.ok ? await response.json() : null;
    if (typeof manifest?.version !== "string" || !manifest.deltas) return undefined;
    return { version: manifest.version, deltas: manifest.deltas };
  } catch (error) {
    if (signal?.aborted) throw error;
    return undefined;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
  }
}

/** The new pack by its difference to the one that is kept; nothing where the whole one has to be fetched. */
async function updated(
  address: string,
  kept: Kept,
  { deltas, version }: Manifest,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const file = deltas[kept.version]?.file;
  if (typeof file !== "string") return undefined;
  try {
    const delta = await download(new URL(file, base(address)).href, { signal });
    const pack = guarded(() => applyDelta(kept.bytes, delta)) as Uint8Array<ArrayBuffer>;
    return guarded(() => packVersion(pack)) === version ? pack : undefined;
  } catch (error) {
    if (signal?.aborted) throw error;
    return undefined;
  }
}

function beside(address: string, ending: string): string {
  const url = base(address);
  url.pathname += ending;
  return url.href;
}

function base(address: string): URL {
  const { document, location } = globalThis as { document?: { baseURI: string }; location?: { href: string } };
  return new URL(address, document?.baseURI ?? location?.href);
}

/** The browser's cache, in windows and workers; nothing where there is none, as in a page without https. */
function browserStore(): PackStore | undefined {
  if (typeof caches === "undefined") return undefined;
  const cache = () => caches.open("gapwise-packs");
  return {
    async get(address) {
      const found = await (await cache()).match(address);
      return found && new Uint8Array(await found.arrayBuffer());
    },
    async put(address, pack) {
      await (await cache()).put(address, new Response(new Uint8Array(pack)));
    },
  };
}
