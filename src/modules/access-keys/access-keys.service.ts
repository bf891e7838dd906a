import { Injectable } from '@nestjs/common';
import { disabling, given } from '../../kernel/changes.js';
import { AppError } from '../../kernel/errors/index.js';
import { newId } from '../../kernel/ids.js';
import { limitColumns, newLimitColumns } from '../../kernel/limits.js';
import { generateAccessKeyPair, previewOf } from '../../kernel/key-format.js';
import { equalsConstantTime } from '../../kernel/secret.js';
import { Clock } from '../../platform/clock.js';
import {
  Database,
  Sealer,
  type Also,
  type Held,
  type HeldFilter,
  type Page,
} from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import {
  toAccessKeyRecord,
  type AccessKeyChanges,
  type AccessKeyRecord,
  type IssuedAccessKey,
  type NewAccessKey,
} from './access-key-record.js';
import type { AccessKeySecret } from './access-key-secret.entity.js';
import type { AccessKey } from './access-key.entity.js';
import { AccessKeysRepository } from './access-keys.repository.js';
import { sealContext } from './sealed-sk.js';

/** AK/SK pairs and their lifecycle. Every change publishes `access_key:<id>` once it is committed. */
@Injectable()
export class AccessKeysService {
  constructor(
    private readonly keys: AccessKeysRepository,
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly events: ChangeEvents,
    private readonly clock: Clock,
  ) {}

  /** The app must exist, and allowlists be canonical: that is the caller's to know. */
  async create(
    appId: string,
    input: NewAccessKey,
    also?: Also<AccessKeyRecord>,
  ): Promise<IssuedAccessKey> {
    const now = this.clock.now();
    const { ak, sk } = generateAccessKeyPair();
    const accessKey: AccessKey = {
      id: newId('acc', now),
      appId,
      ak,
      name: input.name,
      tokenTypes: [...new Set(input.tokenTypes)],
      assertableRoles: input.assertableRoles,
      scopes: [...new Set(input.scopes)],
      ipAllowlist: input.ipAllowlist,
      originAllowlist: input.originAllowlist,
      ...newLimitColumns(input),
      disabledAt: null,
      revokedAt: null,
      createdAt: now,
      updatedAt: now,
    };
    const secret = this.seal(accessKey.id, sk, now);
    const record = toAccessKeyRecord(accessKey, [secret], now);
    await this.database.transaction(async () => {
      await this.keys.insert(accessKey);
      await this.keys.secrets.insert(secret);
      await also?.(record);
    });
    return { accessKey: record, sk };
  }

  async list(appId: string, limit: number, after: string | null): Promise<Page<AccessKeyRecord>> {
    const { items, next } = await this.keys.list(appId, limit, after);
    return { items: await this.toRecords(items), next };
  }

  /** Over all apps, newest first. */
  async listHeld(
    filter: HeldFilter,
    limit: number,
    after: string | null,
  ): Promise<Page<Held<AccessKeyRecord>>> {
    const now = this.clock.now();
    const { items, next } = await this.keys.listHeld(filter, { limit, after, now });
    const records = await this.toRecords(items.map(({ row }) => row));
    return {
      items: items.flatMap((item, index) => {
        const row = records[index];
        return row === undefined ? [] : [{ ...item, row }];
      }),
      next,
    };
  }

  /** The access key that has this AK, whatever has become of it; null: there is none. */
  async findByAk(ak: string): Promise<AccessKeyRecord | null> {
    const key = await this.keys.findByAk(ak);
    const [record] = await this.toRecords(key === null ? [] : [key]);
    return record ?? null;
  }

  /**
   * The access key that this is an SK of. SKs are kept sealed, so those with the same ends are opened.
   *
   * @returns it, and until when this SK works or worked; null for what is no SK of ours
   */
  async findBySk(
    sk: string,
  ): Promise<{ accessKey: AccessKeyRecord; retiresAt: number | null } | null> {
    for (const secret of await this.keys.secretsPreviewed(previewOf(sk))) {
      const kept = this.sealer.open(secret.sealedSecret, sealContext(secret.accessKeyId));
      if (!equalsConstantTime(kept, sk)) continue;
      const key = await this.keys.findById(secret.accessKeyId);
      const [accessKey] = await this.toRecords(key === null ? [] : [key]);
      if (accessKey !== undefined) return { accessKey, retiresAt: secret.retiresAt };
    }
    return null;
  }

  /** @throws AppError `not_found`, also for an access key of another app */
  async get(appId: string, id: string): Promise<AccessKeyRecord> {
    const key = await this.keys.find(appId, id);
    const [record] = await this.toRecords(key === null ? [] : [key]);
    if (record === undefined) throw new AppError('not_found');
    return record;
  }

  /** @throws AppError `not_found`; `conflict` for a revoked access key */
  async update(
    appId: string,
    id: string,
    changes: AccessKeyChanges,
    also?: Also<AccessKeyRecord>,
  ): Promise<AccessKeyRecord> {
    const record = await this.database.transaction(async () => {
      const current = await this.keys.findLocked(appId, id);
      if (current === null) throw new AppError('not_found');
      const columns = toColumns(current, changes, this.clock.now());
      if (!(await this.keys.update(appId, id, columns))) throw alreadyRevoked();
      const updated = await this.get(appId, id);
      await also?.(updated);
      return updated;
    });
    this.events.publish(`access_key:${id}`);
    return record;
  }

  /**
   * Gives the access key a new SK; id and AK stay. The current SK is good for `overlapSeconds` more;
   * one that was on its way out already ends at once, so that never more than two are live.
   *
   * @throws AppError `not_found`; `conflict` for a revoked access key
   */
  async rotate(
    appId: string,
    id: string,
    overlapSeconds: number,
    also?: Also<AccessKeyRecord>,
  ): Promise<IssuedAccessKey> {
    const { sk } = generateAccessKeyPair();
    const accessKey = await this.database.transaction(async () => {
      const now = this.clock.now();
      if ((await this.keys.find(appId, id)) === null) throw new AppError('not_found');
      // Also locks the row: of two rotations at once, the second sees what the first one did.
      if (!(await this.keys.update(appId, id, { updatedAt: now }))) throw alreadyRevoked();
      await this.keys.secrets.retire(id, now, now + overlapSeconds * 1000);
      await this.keys.secrets.insert(this.seal(id, sk, now));
      const record = await this.get(appId, id);
      await also?.(record);
      return record;
    });
    this.events.publish(`access_key:${id}`);
    return { accessKey, sk };
  }

  /**
   * Ends the access key for good. Revoking it again changes nothing.
   *
   * @throws AppError `not_found`
   */
  async revoke(appId: string, id: string, also?: Also<AccessKeyRecord>): Promise<void> {
    await this.database.transaction(async () => {
      const now = this.clock.now();
      const changed = await this.keys.update(appId, id, { revokedAt: now, updatedAt: now });
      const record = await this.get(appId, id);
      if (changed) await also?.(record);
    });
    this.events.publish(`access_key:${id}`);
  }

  private async toRecords(keys: readonly AccessKey[]): Promise<AccessKeyRecord[]> {
    const secrets = await this.keys.secrets.ofOwners(keys.map(({ id }) => id));
    const now = this.clock.now();
    return keys.map((key) =>
      toAccessKeyRecord(
        key,
        secrets.filter(({ accessKeyId }) => accessKeyId === key.id),
        now,
      ),
    );
  }

  private seal(accessKeyId: string, sk: string, now: number): AccessKeySecret {
    return {
      id: newId('sec', now),
      accessKeyId,
      sealedSecret: this.sealer.seal(sk, sealContext(accessKeyId)),
      preview: previewOf(sk),
      createdAt: now,
      retiresAt: null,
    };
  }
}

function toColumns(current: AccessKey, changes: AccessKeyChanges, now: number): Partial<AccessKey> {
  const { scopes, tokenTypes, enabled } = changes;
  return {
    ...given(changes, ['name', 'assertableRoles', 'ipAllowlist', 'originAllowlist']),
    ...(scopes === undefined ? {} : { scopes: [...new Set(scopes)] }),
    ...(tokenTypes === undefined ? {} : { tokenTypes: [...new Set(tokenTypes)] }),
    ...limitColumns(current, changes),
    ...disabling(current.disabledAt, enabled, now),
    updatedAt: now,
  };
}

function alreadyRevoked(): AppError {
  return new AppError('conflict', {
    detail: 'This access key is revoked, which cannot be undone.',
    hint: 'Create a new one.',
  });
}
