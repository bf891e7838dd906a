import { STATUS_CODES } from 'node:http';
import {
  AppError,
  type AppErrorOptions,
  ERROR_TABLE,
  type ErrorCode,
  renderChallenge,
  toProblem,
} from '../../kernel/errors/index.js';

const REQUEST_ID = 'req_01kag3w8v0e8q3m6t2x9r4w7yb';
const RETRY_AFTER_SECONDS = 17;

/** What an error has in a real answer, besides what the table says. */
const OPTIONS: Partial<Record<ErrorCode, AppErrorOptions>> = {
  invalid_request: { errors: [{ pointer: '#/name', detail: 'must be a string' }] },
  insufficient_scope: { requiredScopes: ['read:owneraccounts'] },
  credential_kind_not_accepted: { members: { accepted_kinds: ['access_token', 'login_token'] } },
  bad_credentials: { members: { msg: 'Bad username or password' } },
};

/** A whole answer, head and body, as a client receives it; made by the code that makes the real ones. */
export function exampleAnswer(code: ErrorCode, publicUrl: string): string {
  const error = new AppError(code, OPTIONS[code]);
  const { status } = ERROR_TABLE[code];
  const challenge = renderChallenge(error, {
    realm: publicUrl,
    resourceMetadataUrl: `${publicUrl}/.well-known/oauth-protected-resource`,
  });
  const problem = toProblem(error, {
    requestId: REQUEST_ID,
    publicUrl,
    instance: code === 'bad_credentials' ? '/login' : '/data',
  });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/problem+json',
    ...(challenge === null ? [] : [`WWW-Authenticate: ${challenge}`]),
    ...(status === 429 || status === 503 ? [`Retry-After: ${RETRY_AFTER_SECONDS}`] : []),
    `X-Request-Id: ${REQUEST_ID}`,
    '',
    JSON.stringify(problem, null, 2),
  ].join('\n');
}
