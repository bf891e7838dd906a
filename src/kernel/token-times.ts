import { AppError } from './errors/index.js';
import { timestamp } from './timestamp.js';

/** How far the clocks of signer and verifier may be apart. */
export const LEEWAY_MS = 15_000;

/** Seconds beyond this lie 3000 years ahead; milliseconds passed it in 1973. */
const SURELY_MILLISECONDS = 100_000_000_000;

/** What a token says of its time (RFC 7519 §4.1.4–4.1.6), in epoch milliseconds. */
export interface TokenTimes {
  readonly issuedAt: number;
  /** That of its issue, unless the token says otherwise. */
  readonly notBefore: number;
  readonly expiresAt: number;
}

/**
 * Reads `iat` and `exp`, which are required, and `nbf`. Each is a whole number of seconds.
 *
 * @throws AppError `token_malformed`
 */
export function readTokenTimes(claims: Readonly<Record<string, unknown>>): TokenTimes {
  const issuedAt = millisecondsOf(claims['iat'], 'iat');
  const expiresAt = millisecondsOf(claims['exp'], 'exp');
  const notBefore = claims['nbf'] === undefined ? issuedAt : millisecondsOf(claims['nbf'], 'nbf');
  return { issuedAt, notBefore, expiresAt };
}

/**
 * A token is good from its `iat` and `nbf` on and until its `exp`, with the leeway on both sides. Only
 * for tokens whose signature is proved: the refusal says how far the clocks are apart.
 *
 * @param now epoch milliseconds
 * @throws AppError `token_not_yet_valid`, `token_expired`; both with `server_time`
 */
export function assertCurrent({ issuedAt, notBefore, expiresAt }: TokenTimes, now: number): void {
  const aheadMs = Math.max(issuedAt, notBefore) - now;
  if (aheadMs > LEEWAY_MS) {
    const ahead = Math.ceil(aheadMs / 1000);
    const detail =
      issuedAt >= notBefore
        ? `The token was issued ${ahead} s in the future: the clock of its signer is ahead by ${ahead} s.`
        : `The token is not valid for another ${ahead} s, says its nbf.`;
    const members = { server_time: timestamp(now) };
    const hint = `It is ${members.server_time} here. Synchronise the clock of the machine that signs (NTP); ${LEEWAY_MS / 1000} s are forgiven.`;
    throw new AppError('token_not_yet_valid', { detail, hint, members });
  }
  if (now >= expiresAt + LEEWAY_MS) {
    const behind = Math.floor((now - expiresAt) / 1000);
    const members = { server_time: timestamp(now) };
    throw new AppError('token_expired', {
      detail: `The token expired at ${timestamp(expiresAt)}, ${behind} s ago.`,
      hint: `Send a new one. If this one is new, the clock of its signer is behind: it is ${members.server_time} here.`,
      members,
    });
  }
}

function millisecondsOf(value: unknown, name: string): number {
  if (value === undefined) {
    throw new AppError('token_malformed', {
      detail: `The token has no ${name}.`,
      hint: 'Set iat to the time of signing and exp to when the token ends, both in whole seconds.',
    });
  }
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw malformed(`The ${name} of the token is not a whole number of seconds.`);
  }
  if (value > SURELY_MILLISECONDS) {
    throw new AppError('token_malformed', {
      detail: `The ${name} of the token looks like milliseconds; send seconds.`,
      hint: 'Divide by 1000 and round down: Math.floor(Date.now() / 1000), System.currentTimeMillis() / 1000.',
    });
  }
  return value * 1000;
}

function malformed(detail: string): AppError {
  return new AppError('token_malformed', { detail });
}
