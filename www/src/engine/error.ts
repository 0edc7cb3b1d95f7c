/** An error that a user can act on: a stable code, the place in the input where there is one, and a remedy. */
export class GapwiseError extends Error {
  override readonly name = "GapwiseError";
  /** Stable, in kebab case, such as `pack-truncated`. */
  readonly code: string;
  /** Where in the input: a JSON path, a line, an address. */
  declare readonly path?: string;
  /** What to do about it, as a sentence. */
  readonly hint: string;

  constructor(code: string, message: string, hint: string, path?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
    if (path !== undefined) this.path = path;
  }
}

/** A {@link GapwiseError} as plain data, which crosses from a worker to the page. */
export interface ErrorData {
  code: string;
  message: string;
  hint: string;
  path?: string;
}

/** The code of an engine that stopped in the middle of a call; it cannot be used any more. */
export const ENGINE_TRAP = "engine-trap";

/** Anything thrown by the engine's glue as a {@link GapwiseError}. */
export function asGapwiseError(thrown: unknown): GapwiseError {
  if (thrown instanceof GapwiseError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  // A stack that overflows inside the engine is a RangeError, and leaves it as unusable as a trap does.
  if (thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError) {
    return new GapwiseError(
      ENGINE_TRAP,
      `The engine stopped: ${message}`,
      "This is a fault of Gapwise, not of the input: please report what was asked. Open the pack again to go on.",
      undefined,
      thrown,
    );
  }
  const { code, hint, path } = (typeof thrown === "object" && thrown ? thrown : {}) as Partial<ErrorData>;
  if (typeof code === "string" && typeof hint === "string") return new GapwiseError(code, message, hint, path);
  return new GapwiseError(
    "bad-request",
    message,
    "Compare the argument with the types of the package `gapwise`.",
    undefined,
    thrown,
  );
}

export function toErrorData(thrown: unknown): ErrorData {
  const { code, message, hint, path } = asGapwiseError(thrown);
  return path === undefined ? { code, message, hint } : { code, message, hint, path };
}

export function fromErrorData({ code, message, hint, path }: ErrorData): GapwiseError {
  return new GapwiseError(code, message, hint, path);
}
