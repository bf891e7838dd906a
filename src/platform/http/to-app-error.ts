import { HttpException } from '@nestjs/common';
import { AppError, type ErrorCode } from '../../kernel/errors/index.js';
import { asUnavailable, isForeignKeyViolation } from '../database/index.js';

/** What a framework's status means in our words; every other 4xx is `invalid_request`. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'credential_missing',
  403: 'role_required',
  404: 'not_found',
  405: 'not_found',
  409: 'conflict',
  413: 'payload_too_large',
  // A path parameter longer than any name of ours: nothing can be there.
  414: 'not_found',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  503: 'unavailable',
};

/** What a client is told about the framework errors that have something to say. */
const DETAILS: Readonly<Record<string, string>> = {
  FST_ERR_BAD_URL: 'The URL has a percent-encoding that is not valid.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as Content-Length says.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The Content-Type of the body is not one that this route reads.',
};

/**
 * Any thrown value as one of our errors. The text of foreign errors is kept as the cause, for the
 * log, and never shown.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(statusOf(error));
  if (code !== null) {
    return new AppError(code, { cause: error, detail: DETAILS[frameworkCodeOf(error)] });
  }
  // Services look first; this is the object that somebody deletes in between.
  if (isForeignKeyViolation(error)) return new AppError('not_found', { cause: error });
  const unavailable = asUnavailable(error);
  if (unavailable instanceof AppError) return unavailable;
  return new AppError('server_error', { cause: error });
}

function codeOf(status: number | null): ErrorCode | null {
  if (status === null) return null;
  return CODES[status] ?? (status < 500 ? 'invalid_request' : null);
}

function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error) || !('statusCode' in error)) return null;
  const status = error.statusCode;
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : null;
}

/** Nest wraps Fastify's errors and keeps them as the cause. */
function frameworkCodeOf(error: unknown): string {
  const origin = error instanceof HttpException ? error.cause : error;
  return origin instanceof Error && 'code' in origin ? String(origin.code) : '';
}
