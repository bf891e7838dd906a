import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, MoreThan, Not } from 'typeorm';
import { Database } from '../../platform/database/index.js';
import { LoginRefreshToken } from './login-refresh-token.entity.js';
import { LoginSession } from './login-session.entity.js';
import { outlivesCutoffs } from './token-cutoffs.repository.js';

/** All statements on `login_sessions` and `login_refresh_tokens`. */
@Injectable()
export class LoginSessionsRepository {
  constructor(private readonly database: Database) {}

  async insertSession(session: LoginSession): Promise<void> {
    await this.sessions.insert(session);
  }

  async insertRefreshToken(token: LoginRefreshToken): Promise<void> {
    await this.refreshTokens.insert(token);
  }

  findRefreshToken(digest: string): Promise<LoginRefreshToken | null> {
    return this.refreshTokens.findOneBy({ digest });
  }

  find(id: string): Promise<LoginSession | null> {
    return this.sessions.findOneBy({ id });
  }

  /** One conditional statement: of several callers, one is told true. */
  async consumeRefreshToken(digest: string, now: number): Promise<boolean> {
    const result = await this.refreshTokens.update(
      { digest, consumedAt: IsNull(), expiresAt: MoreThan(now) },
      { consumedAt: now },
    );
    return result.affected === 1;
  }

  async revokeSession(id: string, now: number): Promise<boolean> {
    const result = await this.sessions.update({ id, revokedAt: IsNull() }, { revokedAt: now });
    return result.affected === 1;
  }

  /** @returns false when the user has no such session, or it has ended */
  async revokeSessionOf(userId: string, id: string, now: number): Promise<boolean> {
    const standing = { id, userId, revokedAt: IsNull(), expiresAt: MoreThan(now) };
    const result = await this.sessions.update(standing, { revokedAt: now });
    return result.affected === 1;
  }

  /** @param spared the session that stays; null: none does */
  async revokeSessionsOf(userId: string, now: number, spared: string | null): Promise<void> {
    await this.sessions.update(
      { userId, revokedAt: IsNull(), ...(spared === null ? {} : { id: Not(spared) }) },
      { revokedAt: now },
    );
  }

  /** Those that stand, newest first. */
  standingOf(userId: string, now: number): Promise<LoginSession[]> {
    return this.sessions
      .createQueryBuilder('session')
      .where({ userId, revokedAt: IsNull(), expiresAt: MoreThan(now) })
      .andWhere(outlivesCutoffs('session', []))
      .orderBy('session.id', 'DESC')
      .getMany();
  }

  /** When each of these sessions was last given a refresh token. */
  async lastRefreshed(sessionIds: readonly string[]): Promise<Map<string, number>> {
    if (sessionIds.length === 0) return new Map();
    const rows = await this.refreshTokens
      .createQueryBuilder('token')
      .select('token.session_id', 'sessionId')
      .addSelect('MAX(token.created_at)', 'at')
      .where({ sessionId: In([...sessionIds]) })
      .groupBy('token.session_id')
      .getRawMany<{ sessionId: string; at: number | string }>();
    return new Map(rows.map(({ sessionId, at }) => [sessionId, Number(at)]));
  }

  /** Sessions that ended before `before`, with their refresh tokens. @returns how many went */
  async deleteEnded(before: number, limit: number): Promise<number> {
    const ended = await this.sessions.find({
      select: { id: true },
      where: { expiresAt: LessThan(before) },
      take: limit,
    });
    if (ended.length > 0) await this.sessions.delete({ id: In(ended.map(({ id }) => id)) });
    return ended.length;
  }

  private get sessions() {
    return this.database.manager.getRepository(LoginSession);
  }

  private get refreshTokens() {
    return this.database.manager.getRepository(LoginRefreshToken);
  }
}
