import { Strategy } from 'passport';
import type { ParsedJws } from '../../kernel/compact-jws.js';
import type { Awaitable } from '../../kernel/awaitable.js';
import type { Verified } from '../../kernel/decision.js';
import { answer } from './answer.js';
import { tokenIn, type StrategyRequest } from './run-strategy.js';

/** What Nest has a strategy define. */
interface TokenValidator {
  validate(token: ParsedJws): Awaitable<Verified>;
}

/** Passes on a token that has been taken apart once, and answers at once where its verifier does. */
export class TokenPassportStrategy extends Strategy {
  override authenticate(request: StrategyRequest): void {
    answer(
      () => (this as unknown as TokenValidator).validate(tokenIn(request)),
      (error, verified) => {
        if (verified) this.success(verified);
        else this.error(error);
      },
    );
  }
}
