import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy, type StrategyOptionsWithRequest } from 'passport-jwt';
import type { Awaitable } from '../../kernel/awaitable.js';
import type { ParsedJws } from '../../kernel/compact-jws.js';
import type { Verified } from '../../kernel/decision.js';
import { AppError } from '../../kernel/errors/index.js';
import { AccessTokenVerifier, LoginTokenVerifier, TokenKeys } from '../../modules/tokens/index.js';
import { answer, type Done } from './answer.js';
import { credentialIn, type StrategyRequest, tokenIn } from './run-strategy.js';

/** What Nest has a strategy define. */
interface TokenValidator {
  validate(token: ParsedJws): Awaitable<Verified>;
}

/** passport-jwt's strategy, with `validate` behind it instead of Nest's callback, which always waits. */
class AtOnceStrategy extends Strategy {
  constructor(options: StrategyOptionsWithRequest) {
    super(options, function (this: TokenValidator, request: unknown, _claims: unknown, done: Done) {
      answer(() => this.validate(tokenIn(request as StrategyRequest)), done);
    });
  }
}

/**
 * Verifies the JWTs that this server issued: access tokens and login tokens. The signature is
 * passport-jwt's work; claims and state are the verifier's of the kind that the header's `typ` names,
 * so that no kind passes for another.
 */
@Injectable()
export class JwtStrategy extends PassportStrategy(AtOnceStrategy, 'jwt') {
  constructor(
    keys: TokenKeys,
    private readonly accessTokens: AccessTokenVerifier,
    private readonly loginTokens: LoginTokenVerifier,
  ) {
    super({
      jwtFromRequest: bearerOf,
      algorithms: ['ES256'],
      // Claims are checked by the verifiers, which tell the holder exactly what is wrong.
      ignoreExpiration: true,
      jsonWebTokenOptions: { ignoreNotBefore: true },
      passReqToCallback: true,
      secretOrKeyProvider: (request: StrategyRequest, _token: string, done: KeyCallback) => {
        let key;
        try {
          key = keys.keyFor(tokenIn(request).header);
        } catch (error) {
          return done(error);
        }
        done(null, key as never);
      },
    });
  }

  override validate({ header, claims }: ParsedJws): Awaitable<Verified> {
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

type KeyCallback = (error: unknown, key?: never) => void;

function bearerOf(request: StrategyRequest): string {
  return credentialIn(request, 'authorization');
}

/** A `typ` without the `application/` that may be left out (RFC 7515 §4.1.9), in lower case. */
function mediaType(typ: unknown): string {
  return typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : '';
}
