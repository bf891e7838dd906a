import { Injectable } from '@nestjs/common';
import type { Verified } from '../../kernel/decision.js';
import { AppError, checkedFor } from '../../kernel/errors/index.js';
import { NO_LIMITS } from '../../kernel/limits.js';
import { assertCurrent, LEEWAY_MS, readTokenTimes } from '../../kernel/token-times.js';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import { audiencesOf, requireIssuer, requireTokenType, textClaim } from './registered-claims.js';
import { ALL_TOKENS_TAG } from './token-cutoffs.service.js';
import { TokenStateRepository } from './token-state.repository.js';

type Members = Readonly<Record<string, unknown>>;

/** The `typ` header of login tokens. */
export const LOGIN_TOKEN_TYPE = 'login+jwt';

/** Verifies login tokens whose signature has been proved: claims first, then session and user. */
@Injectable()
export class LoginTokenVerifier {
  constructor(
    private readonly states: TokenStateRepository,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /**
   * Roles and groups are those that the user has now, not those at sign-in.
   *
   * @param header,claims as `parseCompactJws` read them from the token whose signature was verified
   * @throws AppError a `token_*` code or `user_disabled`
   */
  async verified(header: Members, claims: Members): Promise<Verified> {
    requireTokenType(header, LOGIN_TOKEN_TYPE);
    requireIssuer(claims, this.config.publicUrl);
    if (!audiencesOf(claims).includes(this.config.publicUrl)) {
      throw new AppError('token_wrong_audience');
    }
    const now = this.clock.now();
    const times = readTokenTimes(claims);
    const { expiresAt } = times;
    const tokenId = textClaim(claims, 'jti');
    const subject = textClaim(claims, 'sub');
    const sessionId = textClaim(claims, 'sid');
    const holder = { credentialId: sessionId, appId: null, ownerId: subject, subject };
    checkedFor(holder, () => assertCurrent(times, now));
    const state = await this.states.ofLoginSession(sessionId);
    if (state === null || state.revokedAt !== null || state.user.id !== subject) {
      throw new AppError('token_revoked');
    }
    if (now >= state.expiresAt) throw new AppError('token_expired');
    const { user } = state;
    if (user.disabledAt !== null) throw new AppError('user_disabled');
    return {
      principal: {
        kind: 'login_token',
        subject,
        appId: null,
        credentialId: sessionId,
        scopes: [],
        roles: user.roles,
        groups: user.groups,
        expiresAt,
        username: user.username,
      },
      ownerId: subject,
      ipAllowlist: null,
      originAllowlist: null,
      limits: NO_LIMITS,
      audiences: null,
      jkt: null,
      validUntil: Math.min(expiresAt + LEEWAY_MS, state.expiresAt),
      tags: [
        ALL_TOKENS_TAG,
        `session:${sessionId}`,
        `user:${subject}`,
        `token:${tokenId}`,
        `signing_key:${String(header['kid'])}`,
      ],
    };
  }
}
