import { expect } from 'vitest';
import type { RawResponse } from './raw.js';

/** How a call is refused, as the public contract has it. */
export interface Refusal {
  readonly status: number;
  /** The code, or those of which one must be it. */
  readonly code: string | readonly string[];
  /** The scopes that the challenge of a 403 names. */
  readonly scope?: string;
  /** The scheme of the challenge; default: `Bearer`. */
  readonly scheme?: 'Bearer' | 'DPoP';
}

export type Problem = Record<string, unknown> & {
  readonly code: string;
  readonly detail: string;
  readonly request_id: string;
  readonly hint?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
};

/** 401s of calls that presented nothing which could be checked (RFC 6750 §3.1): no `error`. */
const NOTHING_PRESENTED = [
  'bad_credentials',
  'credential_missing',
  'scheme_missing',
  'scheme_unsupported',
];

/**
 * Asserts status, code, challenge, caching and request id of a refusal.
 *
 * @param isHead the answer to HEAD: it has no body to look at
 * @returns the problem document
 */
export function expectRefusal(response: RawResponse, refusal: Refusal, isHead = false): Problem {
  const codes = [refusal.code].flat();
  const problem = (isHead ? {} : problemOf(response)) as Problem;
  if (isHead) expect(response.status).toBe(refusal.status);
  else expect([response.status, problem.code]).toEqual([refusal.status, oneOf(codes)]);

  expect(response.header('content-type')).toEqual(['application/problem+json']);
  expect(response.header('cache-control')).toEqual(['no-store']);
  expect(response.header('x-request-id')).toEqual([
    expect.stringMatching(/^req_[0-9a-hjkmnp-tv-z]{26}$/),
  ]);
  if (!isHead) {
    expect(problem).toMatchObject({
      status: refusal.status,
      request_id: response.header('x-request-id')[0],
      doc_url: expect.stringMatching(new RegExp(`/errors/${problem.code}$`)) as string,
    });
  }
  expectChallenge(response, refusal, isHead ? { code: codes[0] ?? '' } : problem);
  return problem;
}

function problemOf(response: RawResponse): unknown {
  try {
    return JSON.parse(response.body);
  } catch {
    throw new Error(`not a problem document: ${response.text.slice(0, 500)}`);
  }
}

function oneOf(codes: readonly string[]): unknown {
  return expect.stringMatching(new RegExp(`^(?:${codes.join('|')})$`));
}

function expectChallenge(
  response: RawResponse,
  { status, scope, scheme = 'Bearer' }: Refusal,
  problem: Pick<Problem, 'code' | 'errors'>,
): void {
  const challenges = response.header('www-authenticate');
  const error = errorOf(status, problem);
  if (error === 'none') return expect(challenges).toEqual([]);
  expect(challenges).toHaveLength(1);
  const [challenge = ''] = challenges;
  expect(challenge).toMatch(new RegExp(`^${scheme} realm="http://localhost:\\d+", `));
  expect(challenge.includes(', algs="ES256 ')).toBe(scheme === 'DPoP');
  expect(challenge).toMatch(/resource_metadata="http:\/\/localhost:\d+\/\.well-known\/oauth-/);
  expect(/[ ,]error="([^"]*)"/.exec(challenge)?.[1] ?? null).toBe(error);
  expect(/[ ,]scope="([^"]*)"/.exec(challenge)?.[1]).toBe(scope);
}

/** The `error` of the challenge; null: a challenge without one; `none`: no challenge. */
function errorOf(
  status: number,
  { code, errors }: Pick<Problem, 'code' | 'errors'>,
): string | null {
  if (code === 'dpop_proof_invalid') return 'invalid_dpop_proof';
  if (status === 401) return NOTHING_PRESENTED.includes(code) ? null : 'invalid_token';
  // A flaw of the body or the query is told by its place, and is no matter of the credential.
  if (status === 400) return errors === undefined ? 'invalid_request' : 'none';
  return code === 'insufficient_scope' ? 'insufficient_scope' : 'none';
}
