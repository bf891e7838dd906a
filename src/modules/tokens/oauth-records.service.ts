import { Injectable } from '@nestjs/common';
import { clientRowId } from '../../kernel/client-ids.js';
import { sha256Hex } from '../../kernel/secret.js';
import { Clock } from '../../platform/clock.js';
import { Sealer } from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import type { OAuthRecord } from './oauth-record.entity.js';
import { OAuthRecordsRepository } from './oauth-records.repository.js';
import { TokenCutoffsRepository } from './token-cutoffs.repository.js';

/** What the OAuth engine stores of a code, token, grant, session or interaction: plain JSON. */
export type OAuthPayload = Readonly<Record<string, unknown>>;

export interface FoundOAuthRecord {
  readonly payload: OAuthPayload;
  /** Epoch milliseconds. */
  readonly consumedAt: number | null;
}

/** A record as its owner is shown it, by what names it and opens nothing. */
export interface KeptOAuthRecord {
  readonly idDigest: string;
  readonly clientId: string | null;
  readonly payload: OAuthPayload;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

/** What a person has allowed a client, beyond the session that it was allowed in. */
export const CONSENT_MODEL = 'Consent';

const TOKEN_MODELS: ReadonlySet<string> = new Set(['AccessToken', 'ClientCredentials']);

/**
 * State of the OAuth engine, by model and id. Ids are looked up by their SHA-256 and payloads are
 * sealed, so the table alone opens nothing. Whatever ends a token publishes `token:<digest of its jti>`
 * or `grant:<id>` afterwards.
 */
@Injectable()
export class OAuthRecords {
  constructor(
    private readonly repository: OAuthRecordsRepository,
    private readonly cutoffs: TokenCutoffsRepository,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly events: ChangeEvents,
  ) {}

  /**
   * Stores or replaces. A record that was consumed stays consumed.
   *
   * @param lifetimeSeconds null: until it is destroyed
   * @param askedAt when the request came that is the reason, if it is known: what it makes is as old as
   *   the request, so that whatever has been ended since then ends it too
   */
  async upsert(
    model: string,
    id: string,
    payload: OAuthPayload,
    lifetimeSeconds: number | null,
    askedAt?: number,
  ): Promise<void> {
    await this.repository.upsert(this.recordOf(model, id, payload, lifetimeSeconds, askedAt));
  }

  /** Stores what may be there once. @returns false when it is there already, whoever was faster */
  claim(
    model: string,
    id: string,
    payload: OAuthPayload,
    lifetimeSeconds: number,
  ): Promise<boolean> {
    return this.repository.insertOnce(this.recordOf(model, id, payload, lifetimeSeconds));
  }

  /** Also finds what has expired, until it is cleaned away: the engine tells "expired" from "unknown". */
  async find(model: string, id: string): Promise<FoundOAuthRecord | null> {
    return this.opened(await this.repository.find(model, sha256Hex(id)));
  }

  async findByUid(model: string, uid: string): Promise<FoundOAuthRecord | null> {
    return this.opened(await this.repository.findByUid(model, sha256Hex(uid)));
  }

  async findByUserCode(model: string, userCode: string): Promise<FoundOAuthRecord | null> {
    return this.opened(await this.repository.findByUserCode(model, sha256Hex(userCode)));
  }

  /** Marks as used. @returns false when it had been used before, or is gone */
  consume(model: string, id: string): Promise<boolean> {
    return this.repository.consume(model, sha256Hex(id), this.clock.now());
  }

  /** Claims one of the `most` attempts that a record allows. @returns false when they are used up */
  claimAttempt(model: string, id: string, most: number): Promise<boolean> {
    return this.repository.claimAttempt(model, sha256Hex(id), most);
  }

  /** A token takes with it what was exchanged for it. */
  async destroy(model: string, id: string): Promise<void> {
    const idDigest = sha256Hex(id);
    await this.repository.delete(model, idDigest);
    if (TOKEN_MODELS.has(model)) {
      await this.repository.deleteByParent(idDigest);
      this.events.publish(`token:${idDigest}`);
    }
    if (model === 'Grant') this.events.publish(`grant:${id}`);
  }

  /** Ends everything of one model that rests on a grant. */
  async revokeByGrantId(model: string, grantId: string): Promise<void> {
    await this.repository.deleteByGrant(model, grantId);
    this.events.publish(`grant:${grantId}`);
  }

  /**
   * Ends whatever rests on a person's having signed in: sessions, sign-ins that are under way, grants,
   * codes and tokens, and what requests that are being answered at this moment are about to store. What
   * the person has allowed is remembered; by itself it opens nothing.
   *
   * To be called in the transaction of the change that is the reason. Whoever makes it publishes
   * `user:<id>` once it is committed, with which remembered verdicts of the tokens die.
   */
  async revokeByAccount(accountId: string): Promise<void> {
    await this.cutoffs.raise(accountId, this.clock.now());
    await this.repository.deleteByAccount(accountId, CONSENT_MODEL);
  }

  private recordOf(
    model: string,
    id: string,
    payload: OAuthPayload,
    lifetimeSeconds: number | null,
    askedAt?: number,
  ): Omit<OAuthRecord, 'consumedAt' | 'attempts'> {
    const now = this.clock.now();
    const idDigest = sha256Hex(id);
    return {
      model,
      idDigest,
      // A grant stands under its own id, so that a token's can be joined.
      grantId: model === 'Grant' ? id : textOrNull(payload['grantId']),
      clientId: rowIdOrNull(payload['clientId']),
      accountId: textOrNull(payload['accountId'] ?? signedInBy(payload)),
      uidDigest: digestOrNull(payload['uid']),
      userCodeDigest: digestOrNull(payload['userCode']),
      sourceSecret: textOrNull(payload['sourceSecret']),
      parentDigest: textOrNull(payload['parentDigest']),
      sealedPayload: this.sealer.seal(JSON.stringify(payload), aadOf(model, idDigest)),
      createdAt: askedAt ?? now,
      expiresAt: lifetimeSeconds === null ? null : now + lifetimeSeconds * 1000,
    };
  }

  /** Those of one model that stand and belong to that account. */
  async ofAccount(model: string, accountId: string): Promise<KeptOAuthRecord[]> {
    const records = await this.repository.ofAccount(model, accountId, this.clock.now());
    return records.map((record) => {
      const { idDigest, clientId, createdAt, expiresAt } = record;
      return { idDigest, clientId, payload: this.payloadOf(record), createdAt, expiresAt };
    });
  }

  private opened(record: OAuthRecord | null): FoundOAuthRecord | null {
    if (record === null) return null;
    return { payload: this.payloadOf(record), consumedAt: record.consumedAt };
  }

  private payloadOf({ model, idDigest, sealedPayload }: OAuthRecord): OAuthPayload {
    return JSON.parse(this.sealer.open(sealedPayload, aadOf(model, idDigest))) as OAuthPayload;
  }
}

function aadOf(model: string, idDigest: string): string {
  return `${model}:${idDigest}`;
}

/** Whom an interaction is about to sign in; its payload has that in what the sign-in page answered. */
function signedInBy({ result }: OAuthPayload): unknown {
  return (result as { login?: { accountId?: unknown } } | undefined)?.login?.accountId;
}

function rowIdOrNull(clientId: unknown): string | null {
  return typeof clientId === 'string' ? clientRowId(clientId) : null;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function digestOrNull(value: unknown): string | null {
  return typeof value === 'string' ? sha256Hex(value) : null;
}
