import { asGapwiseError, ENGINE_TRAP, fromErrorData, GapwiseError } from "./error.js";
import { changing, type Method, type OnProgress, type Watch } from "./methods.js";
import { plain } from "./plain.js";
import type { Reply, Request } from "./protocol.js";

/** Where an engine runs: in a worker, or in the page's own thread. */
export interface Host {
  call(method: Method, args: readonly unknown[], watch?: Watch): Promise<unknown>;
  /** Ends it; calls that wait, and later ones, are rejected with the reason. */
  close(reason: unknown): void;
}

/** No worker can be had here: its script may not be loaded, or not from this origin. */
export class WorkerUnavailable extends GapwiseError {
  constructor(cause: unknown) {
    super(
      "engine-load",
      "The engine's worker cannot be started.",
      "The page's content security policy must allow 'self' in worker-src, and the package's scripts must lie together.",
      undefined,
      cause,
    );
  }
}

interface Waiting {
  method: Method;
  args: readonly unknown[];
  onProgress?: OnProgress | undefined;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

interface Opening {
  resolve(bytes: Uint8Array<ArrayBuffer>): void;
  reject(error: unknown): void;
}

const OPEN = 0;

/**
 * An engine in a module worker. When it traps, or the worker dies, the call at fault is rejected; then a new worker
 * opens the same bytes, is told again what has changed them, and is asked what still waits.
 */
export class RemoteHost implements Host {
  #worker: Worker | undefined;
  #opening: Opening | undefined;
  /** In the order of asking: a worker that dies was busy with the first. */
  readonly #waiting = new Map<number, Waiting>();
  /** What has changed the pack since it was opened. */
  readonly #changes: { method: Method; args: readonly unknown[] }[] = [];
  #lastId = OPEN;
  #bytes: Uint8Array<ArrayBuffer> | undefined;
  #closed: { reason: unknown } | undefined;

  /**
   * Starts a worker and opens a pack in it.
   * @throws {WorkerUnavailable} where there can be no worker
   */
  async open(pack: string | Uint8Array<ArrayBuffer>, keep: boolean, onProgress?: OnProgress): Promise<void> {
    this.#bytes = await this.#start(pack, keep, onProgress);
  }

  call(method: Method, args: readonly unknown[], { onProgress, signal }: Watch = {}): Promise<unknown> {
    if (this.#closed) return Promise.reject(this.#closed.reason);
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#waiting.set(id, { method, args: copied(args), onProgress, resolve, reject });
      signal?.addEventListener("abort", () => this.#cancel(id, signal.reason), { once: true });
      if (!this.#worker) this.#restart();
      else if (!this.#opening) this.#ask(id);
    });
  }

  #cancel(id: number, reason: unknown): void {
    const waiting = this.#take(id);
    if (!waiting) return;
    const request: Request = { id, kind: "cancel" };
    this.#worker?.postMessage(request);
    waiting.reject(reason);
  }

  close(reason: unknown): void {
    this.#closed ??= { reason };
    this.#stop(reason);
    this.#rejectAll(reason);
  }

  #start(
    pack: string | Uint8Array<ArrayBuffer>,
    keep = false,
    onProgress?: OnProgress,
  ): Promise<Uint8Array<ArrayBuffer>> {
    return new Promise((resolve, reject) => {
      const worker = newWorker();
      let ready = false;
      this.#worker = worker;
      this.#opening = { resolve, reject };
      worker.onmessage = ({ data: reply }: MessageEvent<Reply>) => {
        if (reply.kind === "ready") ready = true;
        else if (reply.kind === "progress") {
          const tell = reply.id === OPEN ? onProgress : this.#waiting.get(reply.id)?.onProgress;
          tell?.(reply.done, reply.total);
        } else this.#settle(reply);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        if (ready) this.#die(this.#opening ? OPEN : this.#firstWaiting(), workerDied(event.message));
        else this.#stop(new WorkerUnavailable(event));
      };
      const request: Request = { id: OPEN, kind: "open", pack, keep };
      worker.postMessage(request, typeof pack === "string" ? [] : [pack.buffer]);
    });
  }

  #settle(reply: Extract<Reply, { kind: "result" | "error" }>): void {
    if (reply.kind === "error") {
      const error = fromErrorData(reply.error);
      if (reply.id === OPEN) this.#stop(error);
      else if (error.code === ENGINE_TRAP) this.#die(reply.id, error);
      else this.#take(reply.id)?.reject(error);
    } else if (reply.id === OPEN) {
      this.#opening?.resolve(reply.result as Uint8Array<ArrayBuffer>);
      this.#opening = undefined;
      for (const { method, args } of this.#changes) {
        const request: Request = { id: ++this.#lastId, kind: "call", method, args };
        this.#worker?.postMessage(request);
      }
      for (const id of this.#waiting.keys()) this.#ask(id);
    } else {
      const done = this.#take(reply.id);
      if (done && changing.has(done.method)) this.#changes.push({ method: done.method, args: done.args });
      done?.resolve(reply.result);
    }
  }

  /** The engine is lost in the middle of a call. */
  #die(id: number, error: GapwiseError): void {
    this.#stop(error);
    this.#take(id)?.reject(error);
    if (this.#waiting.size > 0) this.#restart();
  }

  /** Opens the same pack in a new worker. If that fails, so does what waits; the next call tries again. */
  #restart(): void {
    const bytes = this.#bytes?.slice();
    if (bytes) this.#start(bytes).catch((error: unknown) => this.#rejectAll(error));
  }

  #stop(reason: unknown): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#opening?.reject(reason);
    this.#opening = undefined;
  }

  #ask(id: number): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    const request: Request = { id, kind: "call", method: waiting.method, args: waiting.args };
    this.#worker?.postMessage(request);
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #firstWaiting(): number {
    return this.#waiting.keys().next().value ?? OPEN;
  }

  #rejectAll(reason: unknown): void {
    for (const id of [...this.#waiting.keys()]) this.#take(id)?.reject(reason);
  }
}

/** In one expression, so that bundlers see the worker's script. */
function newWorker(): Worker {
  try {
    return new Worker(new URL("./engine-worker.js", import.meta.url), { type: "module" });
  } catch (error) {
    throw new WorkerUnavailable(error);
  }
}

/** The caller may change an argument before it is sent, or sent again. */
function copied(args: readonly unknown[]): readonly unknown[] {
  try {
    return structuredClone(plain(args));
  } catch (error) {
    throw asGapwiseError(error);
  }
}

function workerDied(message: string): GapwiseError {
  return new GapwiseError(
    ENGINE_TRAP,
    `The engine's worker died: ${message || "no reason was given"}`,
    "The pack has been opened again: ask for something smaller, or close other pages if memory is short.",
  );
}
