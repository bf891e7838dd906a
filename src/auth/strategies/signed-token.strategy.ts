import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport';
import type { Verified } from '../../kernel/decision.js';
import { SignedTokenVerifier } from '../../modules/access-keys/index.js';
import { credentialIn, type StrategyRequest } from './run-strategy.js';

type Verify = (token: string, done: (error: unknown, verified?: Verified) => void) => void;

class SignedTokenPassportStrategy extends Strategy {
  override readonly name = 'signed-token';

  constructor(private readonly verify: Verify) {
    super();
  }

  override authenticate(request: StrategyRequest): void {
    this.verify(credentialIn(request, 'signed-token'), (error, verified) => {
      if (verified) this.success(verified);
      else this.error(error);
    });
  }
}

/** Verifies the tokens that consumers sign with their own access key. */
@Injectable()
export class SignedTokenStrategy extends PassportStrategy(
  SignedTokenPassportStrategy,
  'signed-token',
) {
  constructor(private readonly verifier: SignedTokenVerifier) {
    super();
  }

  override validate(token: string): Promise<Verified> {
    return this.verifier.verify(token);
  }
}
