/** What went wrong, in words a person can act on. */
export interface Problem {
  message: string;
  code?: string;
  hint?: string;
}

/** Any thrown thing as a {@link Problem}; errors of the engine bring a code and a hint. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, hint } = error as Error & { code?: unknown; hint?: unknown };
  return {
    message: error.message.charAt(0).toUpperCase() + error.message.slice(1),
    ...(typeof code === "string" && { code }),
    ...(typeof hint === "string" && { hint }),
  };
}
