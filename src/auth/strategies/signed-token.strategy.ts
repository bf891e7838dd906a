import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Awaitable } from '../../kernel/awaitable.js';
import type { ParsedJws } from '../../kernel/compact-jws.js';
import type { Verified } from '../../kernel/decision.js';
import { SignedTokenVerifier } from '../../modules/access-keys/index.js';
import { TokenPassportStrategy } from './token-passport-strategy.js';

/** Verifies the tokens that consumers sign with their own access key. */
@Injectable()
export class SignedTokenStrategy extends PassportStrategy(TokenPassportStrategy, 'signed-token') {
  constructor(private readonly verifier: SignedTokenVerifier) {
    super();
  }

  override validate(token: ParsedJws): Awaitable<Verified> {
    return this.verifier.verify(token);
  }
}
