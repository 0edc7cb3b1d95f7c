/** The engine's worker: one engine, one pack. Not for import; `gapwise/worker` starts it. */
import { toErrorData } from "./error.js";
import type { OnProgress } from "./methods.js";
import type { Reply, Request } from "./protocol.js";
import { prepare, Session } from "./session.js";

declare const self: DedicatedWorkerGlobalScope;

let session: Session | undefined;
/** The calls under way that can be given up. */
const underway = new Map<number, AbortController>();

self.addEventListener("message", async ({ data: request }: MessageEvent<Request>) => {
  try {
    if (request.kind === "open") {
      const { id, keep } = request;
      const onProgress: OnProgress = (done, total) => reply({ kind: "progress", id, done, total });
      const bytes = await prepare(request.pack, { onProgress, keep });
      session = new Session(bytes);
      // The page keeps the bytes, to open the very same pack again after a trap.
      answer(request.id, bytes);
    } else if (request.kind === "cancel") {
      underway.get(request.id)?.abort();
    } else {
      const { id } = request;
      const giveUp = new AbortController();
      underway.set(id, giveUp);
      const onProgress: OnProgress = (done, total) => reply({ kind: "progress", id, done, total });
      answer(id, await session?.call(request.method, request.args, { onProgress, signal: giveUp.signal }));
    }
  } catch (error) {
    reply({ kind: "error", id: request.id, error: toErrorData(error) });
  } finally {
    if (request.kind === "call") underway.delete(request.id);
  }
});

function answer(id: number, result: unknown): void {
  reply({ kind: "result", id, result }, result instanceof Uint8Array ? [result.buffer] : []);
}

function reply(message: Reply, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}

reply({ kind: "ready" });
