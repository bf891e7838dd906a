import type { Strategy } from 'passport';
import type { Awaitable } from '../../kernel/awaitable.js';
import type { ParsedJws } from '../../kernel/compact-jws.js';
import type { Verified } from '../../kernel/decision.js';
import { AppError } from '../../kernel/errors/index.js';

/** What a strategy reads: only the one credential that `present` found, never the request. */
export interface StrategyRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** For the strategies of tokens: the token, well-formed and not verified. */
  readonly token?: ParsedJws;
}

/** The value under which a credential was handed to its strategy; empty when it was not. */
export function credentialIn(request: StrategyRequest, header: string): string {
  const value = request.headers[header];
  return typeof value === 'string' ? value : '';
}

/** The token that was handed to its strategy. */
export function tokenIn({ token }: StrategyRequest): ParsedJws {
  if (token === undefined) {
    throw new AppError('server_error', { internal: 'strategy_without_token' });
  }
  return token;
}

interface StrategyOutcome {
  success(verified: Verified): void;
  fail(reason?: unknown): void;
  error(error: unknown): void;
  pass(): void;
  redirect(): void;
  authenticate(request: StrategyRequest): void;
}

type Settled = { readonly verified: Verified } | { readonly error: unknown };

/**
 * Runs one Passport strategy instance, the way Passport does, without Passport's process-wide registry
 * and without its chaining: a strategy that lets a credential pass, or redirects, refuses it here.
 *
 * @returns at once where the strategy answers at once
 * @throws AppError the strategy's own reason; anything else it throws is passed on.
 */
export function runStrategy(strategy: Strategy, request: StrategyRequest): Awaitable<Verified> {
  let settled: Settled | undefined;
  let tell: ((first: Settled) => void) | undefined;
  const settle = (first: Settled): void => {
    // The first answer counts.
    if (settled !== undefined) return;
    settled = first;
    tell?.(first);
  };
  const unexpected = (): void =>
    settle({
      error: new AppError('server_error', { internal: 'strategy_neither_accepted_nor_refused' }),
    });
  const attempt = Object.create(strategy) as StrategyOutcome;
  attempt.success = (verified) => settle({ verified });
  attempt.fail = (reason) => settle({ error: refusalFor(reason) });
  attempt.error = (error) => settle({ error });
  attempt.pass = unexpected;
  attempt.redirect = unexpected;
  attempt.authenticate(request);
  if (settled !== undefined) return outcomeOf(settled);
  return new Promise<Settled>((resolve) => (tell = resolve)).then(outcomeOf);
}

function outcomeOf(settled: Settled): Verified {
  if ('error' in settled) throw settled.error;
  return settled.verified;
}

function refusalFor(reason: unknown): AppError {
  if (reason instanceof AppError) return reason;
  return new AppError('token_signature_invalid', { cause: reason, internal: String(reason) });
}
