import { Injectable } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import { newId } from '../../kernel/ids.js';
import { randomBase62, sha256Hex } from '../../kernel/secret.js';
import { timestamp } from '../../kernel/timestamp.js';
import { Clock } from '../../platform/clock.js';
import { AuditLog } from '../../platform/audit/index.js';
import { AppConfig } from '../../platform/config/index.js';
import { Database, type Also } from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import type { LoginRefreshToken } from './login-refresh-token.entity.js';
import type { LoginSession } from './login-session.entity.js';
import { LoginSessionsRepository } from './login-sessions.repository.js';
import { LOGIN_TOKEN_TYPE } from './login-token.verifier.js';
import type { SignInPlace } from './sign-in-place.js';
import { signToken } from './sign-token.js';
import { SigningKeysService } from './signing-keys.service.js';
import { SESSION_SECONDS, TOKEN_SECONDS } from './token-lifetimes.js';
import { TokenStateRepository } from './token-state.repository.js';

/** What a sign-in or a refresh gives the user's program. */
export interface IssuedLogin {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly refreshToken: string;
  readonly sessionId: string;
}

/** A sign-in as the list of them shows it. Times in epoch milliseconds. */
export interface LoginSessionInfo extends SignInPlace {
  readonly id: string;
  readonly createdAt: number;
  /** The sign-in itself, or the last refresh. */
  readonly lastUsedAt: number;
  readonly expiresAt: number;
}

const UNKNOWN_PLACE: SignInPlace = { clientAddress: null, userAgent: null };

/** From the sign-in on, whatever is refreshed in between. */
const SESSION_MS = SESSION_SECONDS * 1000;

/** Issues login tokens, refreshes them and ends the sessions they belong to. */
@Injectable()
export class LoginTokensService {
  constructor(
    private readonly sessions: LoginSessionsRepository,
    private readonly states: TokenStateRepository,
    private readonly keys: SigningKeysService,
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly events: ChangeEvents,
    private readonly config: AppConfig,
  ) {}

  /** Begins a session for a user whose password has been verified. */
  async issue(
    user: { readonly userId: string; readonly username: string },
    place: SignInPlace = UNKNOWN_PLACE,
  ): Promise<IssuedLogin> {
    const now = this.clock.now();
    const session = {
      id: newId('ses', now),
      userId: user.userId,
      ...place,
      createdAt: now,
      expiresAt: now + SESSION_MS,
      revokedAt: null,
    };
    const refreshToken = newRefreshToken();
    await this.database.transaction(async () => {
      await this.sessions.insertSession(session);
      await this.sessions.insertRefreshToken(rowOf(refreshToken, session.id, session, now));
    });
    return this.signed(user.userId, session.id, refreshToken, now);
  }

  /**
   * Exchanges a refresh token for new tokens. It works once: what was used before ends the session,
   * because then two parties hold the same token.
   *
   * @throws AppError `token_revoked`, `token_expired`, `user_disabled`
   */
  async refresh(refreshToken: string): Promise<IssuedLogin> {
    const now = this.clock.now();
    const digest = sha256Hex(refreshToken);
    const next = newRefreshToken();
    const outcome = await this.database.transaction(() => this.rotate(digest, next, now));
    if (outcome === 'not_consumed') return this.refuse(digest, now);
    return this.signed(outcome.userId, outcome.sessionId, next, now);
  }

  /** Ends a session: its refresh tokens and login tokens are refused from now on. */
  async revokeSession(sessionId: string): Promise<void> {
    await this.sessions.revokeSession(sessionId, this.clock.now());
    this.events.publish(`session:${sessionId}`);
  }

  /** The session that a refresh token is of, used or not, while it is remembered; null: of none. */
  async findByRefreshToken(
    refreshToken: string,
  ): Promise<{ readonly session: LoginSession; readonly isSpent: boolean } | null> {
    const token = await this.sessions.findRefreshToken(sha256Hex(refreshToken));
    const session = token === null ? null : await this.sessions.find(token.sessionId);
    if (token === null || session === null) return null;
    return { session, isSpent: token.consumedAt !== null };
  }

  /** The sessions of a user that stand, newest first. */
  async list(userId: string): Promise<LoginSessionInfo[]> {
    const sessions = await this.sessions.standingOf(userId, this.clock.now());
    const refreshed = await this.sessions.lastRefreshed(sessions.map(({ id }) => id));
    return sessions.map((session) => ({
      ...session,
      lastUsedAt: refreshed.get(session.id) ?? session.createdAt,
    }));
  }

  /** As `revokeSession`. @returns false when the user has no such session, or it has ended */
  async revokeSessionOf(userId: string, sessionId: string, also?: Also<string>): Promise<boolean> {
    const isEnded = await this.database.transaction(async () => {
      const now = this.clock.now();
      if (!(await this.sessions.revokeSessionOf(userId, sessionId, now))) return false;
      await also?.(sessionId);
      return true;
    });
    this.events.publish(`session:${sessionId}`);
    return isEnded;
  }

  /** Ends all sessions of a user, because the user wants it. */
  async endAllOf(userId: string, also?: Also<string>): Promise<void> {
    await this.database.transaction(async () => {
      await this.revokeAllOf(userId);
      await also?.(userId);
    });
    this.events.publish(`user:${userId}`);
  }

  /**
   * Ends all sessions of a user, as after a change of the password: in the transaction of that change.
   * Whoever makes it publishes `user:<id>` once it is committed.
   *
   * @param spared the one session that goes on
   */
  async revokeAllOf(userId: string, spared: string | null = null): Promise<void> {
    await this.sessions.revokeSessionsOf(userId, this.clock.now(), spared);
  }

  /** A refusal inside throws, which undoes the consumption with everything else. */
  private async rotate(
    digest: string,
    next: string,
    now: number,
  ): Promise<'not_consumed' | { userId: string; sessionId: string }> {
    if (!(await this.sessions.consumeRefreshToken(digest, now))) return 'not_consumed';
    const row = await this.sessions.findRefreshToken(digest);
    if (row === null) throw new AppError('token_revoked');
    const state = await this.states.ofLoginSession(row.sessionId);
    if (state === null || state.revokedAt !== null) throw new AppError('token_revoked');
    if (state.user.disabledAt !== null) throw new AppError('user_disabled');
    await this.sessions.insertRefreshToken(rowOf(next, row.sessionId, state, now));
    return { userId: state.user.id, sessionId: row.sessionId };
  }

  private async refuse(digest: string, now: number): Promise<never> {
    const row = await this.sessions.findRefreshToken(digest);
    if (row === null) {
      throw new AppError('token_revoked', { detail: 'This refresh token is not known here.' });
    }
    if (row.consumedAt === null && now >= row.expiresAt) {
      throw new AppError('token_expired', {
        detail: `The refresh token expired at ${timestamp(row.expiresAt)}.`,
      });
    }
    await this.endAfterReuse(row.sessionId, now);
    throw new AppError('token_revoked', {
      detail: 'This refresh token was used before. The session has been ended to protect the user.',
    });
  }

  /** Two parties hold the same token, and only one of them is the user. */
  private async endAfterReuse(sessionId: string, now: number): Promise<void> {
    await this.database.transaction(async () => {
      if (!(await this.sessions.revokeSession(sessionId, now))) return;
      await this.audit.record({
        actorKind: 'system',
        actorId: null,
        action: 'login_session.revoke',
        targetType: 'login_session',
        targetId: sessionId,
        requestId: null,
        clientAddress: null,
        detail: { reason: 'refresh_reuse' },
      });
    });
    this.events.publish(`session:${sessionId}`);
  }

  private signed(
    userId: string,
    sessionId: string,
    refreshToken: string,
    now: number,
  ): IssuedLogin {
    // Rounded down: clients refuse a token from even a fraction of a second in their future.
    const issuedAt = Math.floor(now / 1000);
    const claims = {
      iss: this.config.publicUrl,
      aud: this.config.publicUrl,
      sub: userId,
      sid: sessionId,
      jti: randomBase62(22),
      iat: issuedAt,
      exp: issuedAt + TOKEN_SECONDS.loginToken,
    };
    return {
      accessToken: signToken(LOGIN_TOKEN_TYPE, claims, this.keys.activeKey('access')),
      expiresIn: TOKEN_SECONDS.loginToken,
      refreshToken,
      sessionId,
    };
  }
}

function newRefreshToken(): string {
  return `rt_${randomBase62(43)}`;
}

function rowOf(
  refreshToken: string,
  sessionId: string,
  session: { readonly expiresAt: number },
  now: number,
): LoginRefreshToken {
  return {
    digest: sha256Hex(refreshToken),
    sessionId,
    createdAt: now,
    expiresAt: session.expiresAt,
    consumedAt: null,
  };
}
