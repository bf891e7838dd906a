import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
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

/** Those who call at one time with many short-lived credentials of one holder; others sign for themselves. */
const MOST_SHARED = 2_000;
/** What a holder says of itself may be long. In characters, of which nearly all take one byte. */
const MOST_SHARED_LETTERS = 8 * 1024 * 1024;

/** A token as it was made; the same object for all who get it. */
export interface IdentityToken {
  readonly token: string;
  readonly audience: string;
  readonly kid: string;
  readonly reusableUntil: number;
}

/**
 * Tells an upstream who calls, in a form that it can check by itself: a JWT that is good for a minute
 * and for one API, signed with the key of access tokens (contract §7, `X-Auth-Token`).
 *
 * Signing is the dearest part of a call, so that one token is made for all calls of half a minute of which it
 * would say the same: those of one credential at one API, and those of all the tokens that one access key
 * or client signs or gets anew for every call.
 */
@Injectable()
export class IdentityTokens {
  private readonly latest = new WeakMap<Principal, IdentityToken>();
  private readonly byClaims = new LRUCache<string, IdentityToken>({
    max: MOST_SHARED,
    maxSize: MOST_SHARED_LETTERS,
    sizeCalculation: ({ token }, claims) => token.length + claims.length,
  });

  constructor(
    private readonly keys: SigningKeysService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * @param audience the API that the token is for
   * @throws AppError `unavailable` while there is no signing key
   */
  tokenFor(principal: Principal, audience: string): IdentityToken {
    const key = this.keys.activeKey('access');
    const now = this.clock.now();
    const latest = this.latest.get(principal);
    if (latest?.audience === audience && isReusable(latest, key.kid, now)) return latest;
    const token = this.sharedFor(principal, audience, key, now);
    this.latest.set(principal, token);
    return token;
  }

  /** Whoever would be told the same gets the same: all that a token says but its times is compared. */
  private sharedFor(
    principal: Principal,
    audience: string,
    key: OpenedKey,
    now: number,
  ): IdentityToken {
    const text = textOf(principal, audience);
    const known = this.byClaims.get(text);
    if (known !== undefined && isReusable(known, key.kid, now)) return known;
    const claims = this.claimsOf(principal, audience);
    const iat = Math.floor(now / 1000);
    const times = { iat, exp: iat + TOKEN_SECONDS.identityToken };
    const token = signToken(TYPE, { ...claims, ...times }, key);
    const made = { token, audience, kid: key.kid, reusableUntil: now + REUSE_MS };
    this.byClaims.set(text, made);
    return made;
  }

  private claimsOf(principal: Principal, audience: string) {
    const { kind, subject, appId, credentialId, scopes, roles, groups } = principal;
    return {
      iss: this.config.publicUrl,
      aud: audience,
      sub: subject,
      kind,
      app_id: appId,
      credential_id: credentialId,
      scope: scopes.join(' '),
      roles,
      groups,
    };
  }
}

/**
 * All that a token says of its principal and is not the same in each. Two that differ have different texts: nothing
 * before the subject can hold a line break but the audience, whose length is told.
 */
function textOf(principal: Principal, audience: string): string {
  const { kind, subject, appId, credentialId, scopes, roles, groups } = principal;
  const lists = roles.length + groups.length === 0 ? '' : JSON.stringify([roles, groups]);
  const whose = `${kind}\n${appId ?? ''}\n${credentialId ?? ''}\n${scopes.join(' ')}`;
  return `${whose}\n${lists}\n${audience.length}\n${audience}\n${subject}`;
}

/** A clock that was set back makes no token last longer. */
function isReusable({ kid, reusableUntil }: IdentityToken, active: string, now: number): boolean {
  return kid === active && now < reusableUntil && now >= reusableUntil - REUSE_MS;
}
