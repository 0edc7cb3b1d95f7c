import { asGapwiseError, ENGINE_TRAP } from "./error.js";
import type { Method, OnProgress, Watch } from "./methods.js";
import type { Host } from "./remote-host.js";
import { prepare, Session } from "./session.js";

/** An engine in the page's own thread, where there can be no worker. After a trap the pack is opened again. */
export class LocalHost implements Host {
  readonly #bytes: Uint8Array;
  #session: Session;
  #closed: { reason: unknown } | undefined;

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#session = new Session(bytes);
  }

  static async open(
    pack: string | Uint8Array<ArrayBuffer>,
    onProgress?: OnProgress,
    signal?: AbortSignal,
  ): Promise<LocalHost> {
    return new LocalHost(await prepare(pack, onProgress, signal));
  }

  async call(method: Method, args: readonly unknown[], watch?: Watch): Promise<unknown> {
    if (this.#closed) throw this.#closed.reason;
    try {
      return await this.#session.call(method, args, watch);
    } catch (error) {
      if (asGapwiseError(error).code === ENGINE_TRAP) this.#session = new Session(this.#bytes);
      throw error;
    }
  }

  close(reason: unknown): void {
    if (this.#closed) return;
    this.#closed = { reason };
    this.#session.free();
  }
}
