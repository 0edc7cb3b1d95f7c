/**
 * The package `gapwise/worker`: the engine's methods as promises, in a Web Worker.
 *
 *     import { connect } from "gapwise/worker";
 *     const engine = await connect("content.gwpack");
 */
import { GapwiseError } from "./error.js";
import { type Callable, type Method, methods, type OnProgress } from "./methods.js";
import { type Host, RemoteHost, WorkerUnavailable } from "./remote-host.js";

export { GapwiseError } from "./error.js";
export type { OnProgress } from "./methods.js";

export interface ConnectOptions {
  onProgress?: OnProgress;
  /** Gives up the opening; {@link connect} then rejects with the signal's reason. Later it does nothing. */
  signal?: AbortSignal;
  /**
   * Keeps a pack that is fetched in the browser's cache: the next visit needs no network, and fetches a newer pack as
   * the difference to the one that is kept where the server has one (see `fetchPack` of the package `gapwise`).
   */
  keep?: boolean;
}

type Remote = {
  [Name in Method]: (...args: Parameters<Callable[Name]>) => Promise<Awaited<ReturnType<Callable[Name]>>>;
};

/**
 * An open pack, as promises. A call is rejected with a {@link GapwiseError}. One with the code `engine-trap` ends
 * only that call: the pack is opened again, and the other calls are answered.
 */
export interface Engine extends Remote {
  /** Ends the worker and gives its memory back; what still waits is rejected with `engine-closed`. */
  close(): void;
}

/**
 * Opens a pack in a worker: from its address (relative to the page) or its bytes (which are copied). Where there can
 * be no worker the engine runs in the page's own thread, with the same answers.
 *
 * @throws {GapwiseError} `pack-fetch` when the pack cannot be had, `engine-load` when the engine cannot, and
 * what `Gapwise.open` throws
 */
export async function connect(pack: string | URL | Uint8Array, options: ConnectOptions = {}): Promise<Engine> {
  options.signal?.throwIfAborted();
  const source = pack instanceof Uint8Array ? pack : absolute(pack);
  const host = await openHost(source, options);
  const remote = Object.fromEntries(
    methods.map((name) => [name, (...args: readonly unknown[]) => host.call(name, args)]),
  ) as unknown as Remote;
  // Functions and signals stay on this side.
  const tagAll: Engine["tagAll"] = (texts, { onProgress, signal, ...options } = {}) =>
    host.call("tagAll", [texts, options], { onProgress, signal }) as ReturnType<Engine["tagAll"]>;
  return { ...remote, tagAll, close: () => host.close(closed()) };
}

async function openHost(
  pack: string | Uint8Array,
  { onProgress, signal, keep = false }: ConnectOptions,
): Promise<Host> {
  const host = new RemoteHost();
  const abort = () => host.close(signal?.reason);
  signal?.addEventListener("abort", abort);
  try {
    await host.open(copied(pack), keep, onProgress);
    return host;
  } catch (error) {
    if (!(error instanceof WorkerUnavailable)) throw error;
    const { LocalHost } = await import("./local-host.js");
    return await LocalHost.open(copied(pack), { onProgress, signal, keep });
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

/** What goes to the worker leaves the page: the caller keeps theirs. */
function copied(pack: string | Uint8Array): string | Uint8Array<ArrayBuffer> {
  return typeof pack === "string" ? pack : new Uint8Array(pack);
}

function absolute(address: string | URL): string {
  const base = globalThis.document?.baseURI ?? globalThis.location?.href;
  try {
    return new URL(address, base).href;
  } catch (error) {
    throw new GapwiseError(
      "pack-fetch",
      "The pack's address cannot be read.",
      "Give an address such as `content.gwpack` or `https://…/content.gwpack`.",
      String(address),
      error,
    );
  }
}

function closed(): GapwiseError {
  return new GapwiseError("engine-closed", "The engine was closed.", "Connect again to go on.");
}
