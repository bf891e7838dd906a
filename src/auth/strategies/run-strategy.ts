import type { Strategy } from 'passport';
import type { Verified } from '../../kernel/decision.js';
import { AppError } from '../../kernel/errors/index.js';

/** What a strategy reads: only the one credential that `present` found, never the request. */
export interface StrategyRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The value under which a credential was handed to its strategy; empty when it was not. */
export function credentialIn(request: StrategyRequest, header: string): string {
  const value = request.headers[header];
  return typeof value === 'string' ? value : '';
}

interface StrategyOutcome {
  success(verified: Verified): void;
  fail(reason?: unknown): void;
  error(error: unknown): void;
  pass(): void;
  redirect(): void;
  authenticate(request: StrategyRequest): void;
}

/**
 * Runs one Passport strategy instance, the way Passport does, without Passport's process-wide registry
 * and without its chaining: a strategy that lets a credential pass, or redirects, refuses it here.
 *
 * @throws AppError the strategy's own reason; anything else it throws is passed on.
 */
export function runStrategy(strategy: Strategy, request: StrategyRequest): Promise<Verified> {
  return new Promise((resolve, reject) => {
    const attempt = Object.create(strategy) as StrategyOutcome;
    const unexpected = () => {
      reject(new AppError('server_error', { internal: 'strategy_neither_accepted_nor_refused' }));
    };
    attempt.success = resolve;
    attempt.fail = (reason) => {
      reject(
        reason instanceof AppError
          ? reason
          : new AppError('token_signature_invalid', { cause: reason, internal: String(reason) }),
      );
    };
    attempt.error = reject;
    attempt.pass = unexpected;
    attempt.redirect = unexpected;
    attempt.authenticate(request);
  });
}
