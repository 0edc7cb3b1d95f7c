import { asGapwiseError, ENGINE_TRAP } from "./error.js";
import type { FetchPackOptions } from "./fetch-pack.js";
import { changing, type Method, type Watch } from "./methods.js";
import type { Host } from "./remote-host.js";
import { prepare, Session } from "./session.js";

/** An engine in the page's own thread, where there can be no worker. After a trap the pack is opened again. */
export class LocalHost implements Host {
  readonly #bytes: Uint8Array;
  /** What has changed the pack since it was opened. */
  readonly #changes: [Method, readonly unknown[]][] = [];
  #session: Session;
  #closed: { reason: unknown } | undefined;

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#session = new Session(bytes);
  }

  static async open(pack: string | Uint8Array<ArrayBuffer>, options?: FetchPackOptions): Promise<LocalHost> {
    return new LocalHost(await prepare(pack, options));
  }

  async call(method: Method, args: readonly unknown[], watch?: Watch): Promise<unknown> {
    if (this.#closed) throw this.#closed.reason;
    try {
      const result = await this.#session.call(method, args, watch);
      if (changing.has(method)) this.#changes.push([method, args]);
      return result;
    } catch (error) {
      if (asGapwiseError(error).code === ENGINE_TRAP) {
        this.#session = new Session(this.#bytes);
        for (const change of this.#changes) this.#session.call(...change);
      }
      throw error;
    }
  }

  close(reason: unknown): void {
    if (this.#closed) return;
    this.#closed = { reason };
    this.#session.free();
  }
}
