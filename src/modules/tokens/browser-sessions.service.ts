import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database, type Also } from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { OAuthRecordsRepository } from './oauth-records.repository.js';
import { OAuthRecords, type KeptOAuthRecord } from './oauth-records.service.js';
import type { SignInPlace } from './sign-in-place.js';
import { SESSION_SECONDS } from './token-lifetimes.js';

/** A browser in which a person is signed in to the pages of this server. Times in epoch milliseconds. */
export interface BrowserSession {
  /** Names the session and opens nothing. */
  readonly id: string;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
  readonly place: SignInPlace | null;
}

/** What the engine keeps of a session, as far as it matters here. */
interface SessionPayload {
  /** Seconds. */
  readonly loginTs?: number;
  readonly signedInFrom?: SignInPlace;
  readonly authorizations?: Readonly<
    Record<string, { readonly grantId?: string; readonly persistsLogout?: boolean }>
  >;
}

const MODEL = 'Session';

/** The sessions of the OAuth engine, as the person whose they are sees and ends them. */
@Injectable()
export class BrowserSessions {
  constructor(
    private readonly records: OAuthRecords,
    private readonly repository: OAuthRecordsRepository,
    private readonly database: Database,
    private readonly events: ChangeEvents,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list(userId: string): Promise<BrowserSession[]> {
    const sessions = await this.records.ofAccount(MODEL, userId);
    return sessions.map(toSession).sort((left, right) => right.createdAt - left.createdAt);
  }

  /**
   * Signs a browser out. What apps were allowed in it ends with it, unless they may have access while
   * the person is away, as with a sign-out in the browser itself.
   *
   * @returns false when the person has no such session
   */
  async end(userId: string, id: string, also?: Also<string>): Promise<boolean> {
    const sessions = await this.records.ofAccount(MODEL, userId);
    return (
      (await this.endThose(
        sessions.filter((each) => each.idDigest === id),
        also,
      )) > 0
    );
  }

  /** @returns how many there were */
  async endAll(userId: string): Promise<number> {
    return this.endThose(await this.records.ofAccount(MODEL, userId));
  }

  private async endThose(
    sessions: readonly KeptOAuthRecord[],
    also?: Also<string>,
  ): Promise<number> {
    const grantIds = sessions.flatMap(({ payload }) => grantsThatEnd(payload));
    const ended = await this.database.transaction(async () => {
      let count = 0;
      for (const { idDigest } of sessions) {
        if (!(await this.repository.delete(MODEL, idDigest))) continue;
        count += 1;
        await also?.(idDigest);
      }
      await this.repository.deleteOfGrants(grantIds);
      return count;
    });
    for (const grantId of grantIds) this.events.publish(`grant:${grantId}`);
    return ended;
  }
}

function toSession({ idDigest, payload, expiresAt, createdAt }: KeptOAuthRecord): BrowserSession {
  const { loginTs, signedInFrom } = payload as SessionPayload;
  const end = expiresAt ?? createdAt + SESSION_SECONDS * 1000;
  return {
    id: idDigest,
    createdAt: loginTs === undefined ? createdAt : loginTs * 1000,
    // Each use moves the end.
    lastUsedAt: end - SESSION_SECONDS * 1000,
    expiresAt: end,
    place: signedInFrom ?? null,
  };
}

function grantsThatEnd(payload: SessionPayload): string[] {
  return Object.values(payload.authorizations ?? {})
    .filter(({ persistsLogout }) => persistsLogout !== true)
    .flatMap(({ grantId }) => (grantId === undefined ? [] : [grantId]));
}
