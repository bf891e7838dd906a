import { Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { parseCompactJws } from '../../../kernel/compact-jws.js';
import { AppError } from '../../../kernel/errors/index.js';
import { looksLikeApiKey } from '../../../kernel/key-format.js';
import { AppConfig } from '../../../platform/config/index.js';
import { OAUTH_PATHS } from './oauth-settings.js';

/** The form of the refresh tokens of `POST /login`. */
const LOGIN_REFRESH_TOKEN = /^rt_[0-9A-Za-z]{32,}$/;

/**
 * Completes revocation (RFC 7009). The engine revokes what it has issued and answers 200 to everything
 * else, which says that it does not work any more. Of a credential that goes on working that would be a
 * lie: the client is told that it is revoked elsewhere (§2.2.1), by the form alone, whether it exists
 * or not.
 */
@Injectable()
export class Revocation {
  constructor(private readonly config: AppConfig) {}

  install(provider: Provider): void {
    provider.use(async (context, next) => {
      await next();
      const ctx = context as unknown as KoaContextWithOIDC;
      if (ctx.path !== OAUTH_PATHS.revocation || ctx.method !== 'POST') return;
      if (ctx.status !== 200) return;
      const elsewhere = this.whereElse(String(ctx.oidc.body?.['token']));
      if (elsewhere === null) return;
      ctx.status = 400;
      ctx.body = { error: 'unsupported_token_type', error_description: elsewhere };
    });
  }

  private whereElse(token: string): string | null {
    if (looksLikeApiKey(token, this.config.keyPrefix)) {
      return 'an API key is revoked by DELETE on it, under its app';
    }
    if (LOGIN_REFRESH_TOKEN.test(token) || typeOf(token) === 'login+jwt') {
      return 'a sign-in with POST /login ends with POST /logout';
    }
    return typeOf(token) === 'signed'
      ? 'a signed token ends with its exp, or when its access key is revoked'
      : null;
  }
}

/** What the header of a token says that it is; nothing of it is proved. */
function typeOf(token: string): string | null {
  try {
    const { alg, typ } = parseCompactJws(token).header;
    if (alg === 'HS256') return 'signed';
    return typeof typ === 'string' ? typ.toLowerCase() : null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
