import { AUTHENTICATION_ERRORS } from './authentication-errors.js';
import { AUTHORIZATION_ERRORS } from './authorization-errors.js';
import type { ErrorCode } from './error-codes.js';
import type { ErrorEntry } from './error-entry.js';
import { LIMIT_ERRORS } from './limit-errors.js';
import { REQUEST_ERRORS } from './request-errors.js';
import { SERVER_ERRORS } from './server-errors.js';
import { TOKEN_ERRORS } from './token-errors.js';

/** The one place that knows status, texts and challenge of every error code. */
export const ERROR_TABLE: Readonly<Record<ErrorCode, ErrorEntry>> = {
  ...REQUEST_ERRORS,
  ...AUTHENTICATION_ERRORS,
  ...TOKEN_ERRORS,
  ...AUTHORIZATION_ERRORS,
  ...LIMIT_ERRORS,
  ...SERVER_ERRORS,
};
