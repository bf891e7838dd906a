import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { HeaderAPIKeyStrategy } from 'passport-headerapikey';
import type { Verified } from '../../kernel/decision.js';
import { ApiKeyVerifier } from '../../modules/api-keys/index.js';

/** Verifies API keys, wherever in the request `present` found them. */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(HeaderAPIKeyStrategy, 'api-key') {
  constructor(private readonly verifier: ApiKeyVerifier) {
    super({ header: 'X-API-Key', prefix: '' }, false);
  }

  override validate(key: string): Promise<Verified> {
    return this.verifier.verify(key);
  }
}
