/** The messages between the page and the engine's worker. Each request is answered once, by its `id`. */
import type { ErrorData } from "./error.js";
import type { Method } from "./methods.js";

/** From the page. The first request is `open`. */
export type Request =
  | { id: number; kind: "open"; pack: string | Uint8Array<ArrayBuffer>; keep: boolean }
  | { id: number; kind: "call"; method: Method; args: readonly unknown[] }
  /** Gives up a call. It is still answered. */
  | { id: number; kind: "cancel" };

/** From the worker. `ready` comes first, unasked: it tells that the worker's script could be loaded. */
export type Reply =
  | { kind: "ready" }
  | { kind: "progress"; id: number; done: number; total: number }
  | { kind: "result"; id: number; result: unknown }
  | { kind: "error"; id: number; error: ErrorData };
