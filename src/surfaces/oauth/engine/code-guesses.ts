import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { errors, KoaContextWithOIDC } from 'oidc-provider';
import { sha256Hex } from '../../../kernel/secret.js';
import { OAuthRecords } from '../../../modules/tokens/index.js';
import { LIFETIME } from './oauth-settings.js';

const MOST_GUESSES = 5;
const MOST_CODES = 10_000;
/** What the engine writes as the cause when a PKCE verifier does not fit. */
const WRONG_VERIFIER = /^code_verifier/;

/** Ends an authorization code after five wrong PKCE verifiers; the engine would let them be guessed. */
@Injectable()
export class CodeGuesses {
  private readonly counts = new LRUCache<string, number>({
    max: MOST_CODES,
    ttl: LIFETIME.authorizationCode * 2000,
  });

  constructor(private readonly records: OAuthRecords) {}

  /** To be called with every error of the token endpoint. */
  async count(ctx: KoaContextWithOIDC, error: errors.OIDCProviderError): Promise<void> {
    const code = ctx.oidc.params?.['code'];
    if (typeof code !== 'string' || !WRONG_VERIFIER.test(error.error_detail ?? '')) return;
    const key = sha256Hex(code);
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    if (count >= MOST_GUESSES) await this.records.destroy('AuthorizationCode', code);
  }
}
