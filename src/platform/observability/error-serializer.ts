const MAX_CAUSES = 4;

/** What a log keeps of an error. */
interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code?: unknown;
  readonly cause?: LoggedError;
}

/**
 * An error for the log: only the members that are named here. Database drivers hang statements and
 * their parameters on errors, HTTP clients whole requests.
 */
export function serializeError(error: unknown): LoggedError | string {
  return error instanceof Error ? serialize(error, 0) : String(error);
}

function serialize(error: Error, depth: number): LoggedError {
  const { cause } = error;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...('code' in error ? { code: error.code } : {}),
    ...(cause instanceof Error && depth < MAX_CAUSES ? { cause: serialize(cause, depth + 1) } : {}),
  };
}
