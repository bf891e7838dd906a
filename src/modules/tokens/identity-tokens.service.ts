import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import type { OpenedKey } from './opened-key.js';
import { signToken } from './sign-token.js';
import { SigningKeysService } from './signing-keys.service.js';
import { TOKEN_SECONDS } from './token-lifetimes.js';

/** The `typ` of identity tokens (RFC 8725 §3.11): nothing else takes them, this server included. */
const TYPE = 'identity+jwt';
/** One token serves calls for this long, so that the last of them can still be checked for as long. */
const REUSE_MS = (TOKEN_SECONDS.identityToken * 1000) / 2;

interface Minted {
  readonly token: string;
  readonly kid: string;
  readonly reusableUntil: number;
}

/**
 * Tells an upstream who calls, in a form that it can check by itself: a JWT that is good for a minute
 * and for one API, signed with the key of access tokens (contract §7, `X-Auth-Token`).
 *
 * Signing is the dearest part of a call, so that one token is made for what one verified credential does
 * at one API within half a minute. What is made is forgotten together with the verdict it rests on.
 */
@Injectable()
export class IdentityTokens {
  private readonly minted = new WeakMap<Principal, Map<string, Minted>>();

  constructor(
    private readonly keys: SigningKeysService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * @param audience the API that the token is for
   * @throws AppError `unavailable` while there is no signing key
   */
  tokenFor(principal: Principal, audience: string): string {
    const key = this.keys.activeKey('access');
    const now = this.clock.now();
    let tokens = this.minted.get(principal);
    const known = tokens?.get(audience);
    // A clock that was set back makes no token last longer.
    if (
      known?.kid === key.kid &&
      now < known.reusableUntil &&
      now >= known.reusableUntil - REUSE_MS
    ) {
      return known.token;
    }
    const token = this.mint(principal, audience, key, now);
    if (tokens === undefined) {
      tokens = new Map();
      this.minted.set(principal, tokens);
    }
    tokens.set(audience, { token, kid: key.kid, reusableUntil: now + REUSE_MS });
    return token;
  }

  private mint(principal: Principal, audience: string, key: OpenedKey, now: number): string {
    const issuedAt = Math.floor(now / 1000);
    const { kind, subject, appId, credentialId, scopes, roles, groups } = principal;
    return signToken(
      TYPE,
      {
        iss: this.config.publicUrl,
        aud: audience,
        sub: subject,
        iat: issuedAt,
        exp: issuedAt + TOKEN_SECONDS.identityToken,
        kind,
        app_id: appId,
        credential_id: credentialId,
        scope: scopes.join(' '),
        roles,
        groups,
      },
      key,
    );
  }
}
