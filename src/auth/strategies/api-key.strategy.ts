import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { HeaderAPIKeyStrategy } from 'passport-headerapikey';
import type { Awaitable } from '../../kernel/awaitable.js';
import type { Verified } from '../../kernel/decision.js';
import { ApiKeyVerifier } from '../../modules/api-keys/index.js';
import { answer } from './answer.js';

/** Verifies API keys, wherever in the request `present` found them. */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(HeaderAPIKeyStrategy, 'api-key') {
  constructor(private readonly verifier: ApiKeyVerifier) {
    super({ header: 'X-API-Key', prefix: '' }, false);
    this.verify = (key, done) => answer(() => this.validate(key), done);
  }

  override validate(key: string): Awaitable<Verified> {
    return this.verifier.verify(key);
  }
}
