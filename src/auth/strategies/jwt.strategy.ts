import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Awaitable } from '../../kernel/awaitable.js';
import type { ParsedJws } from '../../kernel/compact-jws.js';
import type { Verified } from '../../kernel/decision.js';
import { AppError } from '../../kernel/errors/index.js';
import { AccessTokenVerifier, LoginTokenVerifier, TokenKeys } from '../../modules/tokens/index.js';
import { TokenPassportStrategy } from './token-passport-strategy.js';

/**
 * Verifies the JWTs that this server issued: access tokens and login tokens. First the signature, by
 * `TokenKeys`; claims and state are the verifier's of the kind that the header's `typ` names,
 * so that no kind passes for another.
 */
@Injectable()
export class JwtStrategy extends PassportStrategy(TokenPassportStrategy, 'jwt') {
  constructor(
    private readonly keys: TokenKeys,
    private readonly accessTokens: AccessTokenVerifier,
    private readonly loginTokens: LoginTokenVerifier,
  ) {
    super();
  }

  override validate(token: ParsedJws): Awaitable<Verified> {
    this.keys.requireSignature(token);
    const { header, claims } = token;
    switch (mediaType(header['typ'])) {
      case 'at+jwt':
        return this.accessTokens.verified(header, claims);
      case 'login+jwt':
        return this.loginTokens.verified(header, claims);
      case 'identity+jwt':
        throw new AppError('token_wrong_type', {
          detail: 'This token tells an upstream who called it. It opens no API.',
          hint: 'It is for the API that received it, and is not passed on. Call other APIs with a credential of your own.',
        });
      default:
        throw new AppError('token_wrong_type', {
          detail: 'This token was issued for another purpose and is not accepted as a credential.',
          hint: 'An ID token tells your app who signed in. Call APIs with the access_token.',
        });
    }
  }
}

/** A `typ` without the `application/` that may be left out (RFC 7515 §4.1.9), in lower case. */
function mediaType(typ: unknown): string {
  return typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : '';
}
