import { Injectable } from '@nestjs/common';
import { Database, type Also } from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { OAuthRecordsRepository } from './oauth-records.repository.js';
import { CONSENT_MODEL, OAuthRecords } from './oauth-records.service.js';

/** What a person has allowed a client, by resource; `openid` are the scopes of OpenID Connect. */
export interface Allowed {
  /** Space-separated. */
  readonly openid: string;
  /** Asked for one by one, beyond what the scopes tell. */
  readonly claims?: readonly string[];
  readonly resources: Readonly<Record<string, string>>;
}

/** `rejected` is what the person was asked for and did not allow: it is not asked again. */
export interface Consent extends Allowed {
  readonly rejected?: Allowed;
}

/** A client that a person has let in. Times in epoch milliseconds. */
export interface Authorization extends Allowed {
  readonly clientId: string;
  readonly allowedAt: number;
  /** When the client last got a token of the person; null: not within what is remembered. */
  readonly lastUsedAt: number | null;
}

/** The clients that a person has allowed something, as that person sees and ends them. */
@Injectable()
export class Authorizations {
  constructor(
    private readonly records: OAuthRecords,
    private readonly repository: OAuthRecordsRepository,
    private readonly database: Database,
    private readonly events: ChangeEvents,
  ) {}

  /** Newest first. */
  async list(userId: string): Promise<Authorization[]> {
    const consents = await this.records.ofAccount(CONSENT_MODEL, userId);
    const lastUsed = await this.repository.lastIssued(userId);
    return consents
      .flatMap(({ clientId, payload, createdAt }) => {
        if (clientId === null) return [];
        const { openid, claims = [], resources } = payload['consent'] as Consent;
        const lastUsedAt = lastUsed.get(clientId) ?? null;
        return [{ clientId, openid, claims, resources, allowedAt: createdAt, lastUsedAt }];
      })
      .sort((left, right) => right.allowedAt - left.allowedAt);
  }

  /**
   * Takes back everything that a person has allowed a client: what is remembered, the grants, and what
   * was issued on them, at once.
   *
   * @returns false when the client had nothing of that person
   */
  async end(userId: string, clientId: string, also?: Also<string>): Promise<boolean> {
    const { grantIds, count } = await this.database.transaction(async () => {
      const grants = await this.repository.grantIdsOf(userId, clientId);
      const deleted = await this.repository.deleteByClientOfAccount(userId, clientId);
      if (deleted > 0) await also?.(clientId);
      return { grantIds: grants, count: deleted };
    });
    for (const grantId of grantIds) this.events.publish(`grant:${grantId}`);
    return count > 0;
  }
}
