import { errors } from 'undici';
import { AppError } from '../../kernel/errors/index.js';

const TIMEOUTS = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/**
 * What the caller is told when an upstream does not answer; the reason goes to the log only. What is the
 * caller's own fault is told as it is.
 */
export function upstreamRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const isTimeout = code !== undefined && TIMEOUTS.has(code);
  return new AppError(isTimeout ? 'upstream_timeout' : 'upstream_unreachable', {
    cause: error,
    internal: code,
  });
}

/** Whether a connection that had carried answers before was closed before it carried this one. */
export function isStaleConnection(error: unknown): boolean {
  return error instanceof errors.SocketError && (error.socket?.bytesRead ?? 0) > 0;
}

function codeOf(error: unknown): string | undefined {
  let current = error;
  let code: string | undefined;
  for (let depth = 0; depth < 4 && current instanceof Error; depth += 1) {
    const own = (current as { code?: unknown }).code;
    if (typeof own === 'string') code = own;
    current = current.cause;
  }
  return code;
}
