import { AppError } from '../../kernel/errors/index.js';

const TIMEOUTS = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** What the caller is told when an upstream does not answer; the reason goes to the log only. */
export function upstreamRefusal(error: unknown): AppError {
  const code = codeOf(error);
  const isTimeout =
    code !== undefined &&
    (TIMEOUTS.has(code) || (error as { statusCode?: unknown }).statusCode === 504);
  return new AppError(isTimeout ? 'upstream_timeout' : 'upstream_unreachable', {
    cause: error,
    internal: code,
  });
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
