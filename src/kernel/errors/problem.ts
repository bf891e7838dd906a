import type { AppError } from './app-error.js';
import type { ErrorCode } from './error-codes.js';
import { ERROR_TABLE } from './error-table.js';

export interface ProblemContext {
  readonly requestId: string;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** The path that was called, without its query: a query may hold a key. */
  readonly instance: string;
}

/** Where the server itself explains a code. */
export function docUrlOf(code: ErrorCode, publicUrl: string): string {
  return `${publicUrl}/errors/${code}`;
}

/** The body of an `application/problem+json` response (RFC 9457 §3). */
export function toProblem(error: AppError, context: ProblemContext): Record<string, unknown> {
  const docUrl = docUrlOf(error.code, context.publicUrl);
  const standard = {
    type: docUrl,
    title: ERROR_TABLE[error.code].title.en,
    status: error.status,
    detail: error.detail,
    instance: context.instance,
    code: error.code,
    request_id: context.requestId,
    doc_url: docUrl,
    ...(error.hint === null ? {} : { hint: error.hint }),
    ...(error.errors.length === 0 ? {} : { errors: error.errors }),
  };
  // Twice, so that the standard members come first and still cannot be replaced.
  return { ...standard, ...error.members, ...standard };
}
