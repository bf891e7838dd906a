import { Injectable } from '@nestjs/common';
import { disabling, given } from '../../kernel/changes.js';
import { AppError } from '../../kernel/errors/index.js';
import { newId } from '../../kernel/ids.js';
import { limitColumns, newLimitColumns } from '../../kernel/limits.js';
import { generateApiKey, previewOf } from '../../kernel/key-format.js';
import { sha256Hex } from '../../kernel/secret.js';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import {
  Database,
  type Also,
  type Held,
  type HeldFilter,
  type Page,
} from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import {
  toApiKeyRecord,
  type ApiKeyChanges,
  type ApiKeyRecord,
  type IssuedApiKey,
  type NewApiKey,
} from './api-key-record.js';
import type { ApiKeySecret } from './api-key-secret.entity.js';
import type { ApiKey } from './api-key.entity.js';
import { ApiKeysRepository } from './api-keys.repository.js';

/** API keys and their lifecycle. Every change publishes `api_key:<id>` once it is committed. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly database: Database,
    private readonly events: ChangeEvents,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** The app must exist, and allowlists be canonical: that is the caller's to know. */
  async create(appId: string, input: NewApiKey, also?: Also<ApiKeyRecord>): Promise<IssuedApiKey> {
    const now = this.clock.now();
    const id = newId('key', now);
    const apiKey: ApiKey = {
      id,
      appId,
      name: input.name,
      environment: input.environment,
      scopes: [...new Set(input.scopes)],
      ipAllowlist: input.ipAllowlist,
      originAllowlist: input.originAllowlist,
      ...newLimitColumns(input),
      expiresAt: input.expiresAt,
      disabledAt: null,
      revokedAt: null,
      createdAt: now,
      updatedAt: now,
    };
    const { key, secret } = this.newSecret(apiKey, now);
    const record = toApiKeyRecord(apiKey, [secret], now);
    await this.database.transaction(async () => {
      await this.keys.insert(apiKey);
      await this.keys.secrets.insert(secret);
      await also?.(record);
    });
    return { apiKey: record, key };
  }

  async list(appId: string, limit: number, after: string | null): Promise<Page<ApiKeyRecord>> {
    const { items, next } = await this.keys.list(appId, limit, after);
    return { items: await this.toRecords(items), next };
  }

  /** Over all apps, newest first. */
  async listHeld(
    filter: HeldFilter,
    limit: number,
    after: string | null,
  ): Promise<Page<Held<ApiKeyRecord>>> {
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

  /**
   * The key that this is the plaintext of, whatever has become of it.
   *
   * @returns it, and until when this secret of it works or worked; null for what is no key of ours
   */
  async findBySecret(
    plaintext: string,
  ): Promise<{ apiKey: ApiKeyRecord; preview: string; retiresAt: number | null } | null> {
    const found = await this.keys.findBySecret(sha256Hex(plaintext));
    const [apiKey] = found === null ? [] : await this.toRecords([found.key]);
    if (found === null || apiKey === undefined) return null;
    return { apiKey, preview: found.secret.preview, retiresAt: found.secret.retiresAt };
  }

  /** @throws AppError `not_found`, also for a key of another app */
  async get(appId: string, id: string): Promise<ApiKeyRecord> {
    const key = await this.keys.find(appId, id);
    const [record] = await this.toRecords(key === null ? [] : [key]);
    if (record === undefined) throw new AppError('not_found');
    return record;
  }

  /** @throws AppError `not_found`; `conflict` for a revoked key */
  async update(
    appId: string,
    id: string,
    changes: ApiKeyChanges,
    also?: Also<ApiKeyRecord>,
  ): Promise<ApiKeyRecord> {
    const record = await this.database.transaction(async () => {
      const current = await this.keys.findLocked(appId, id);
      if (current === null) throw new AppError('not_found');
      const columns = toColumns(current, changes, this.clock.now());
      if (!(await this.keys.update(appId, id, columns))) throw alreadyRevoked();
      const updated = await this.get(appId, id);
      await also?.(updated);
      return updated;
    });
    this.events.publish(`api_key:${id}`);
    return record;
  }

  /**
   * Gives the key a new secret under the same id. The current one is good for `overlapSeconds` more;
   * one that was on its way out already ends at once, so that never more than two are live.
   *
   * @throws AppError `not_found`; `conflict` for a revoked key
   */
  async rotate(
    appId: string,
    id: string,
    overlapSeconds: number,
    also?: Also<ApiKeyRecord>,
  ): Promise<IssuedApiKey> {
    const issued = await this.database.transaction(async () => {
      const now = this.clock.now();
      const apiKey = await this.keys.find(appId, id);
      if (apiKey === null) throw new AppError('not_found');
      // Also locks the row: of two rotations at once, the second sees what the first one did.
      if (!(await this.keys.update(appId, id, { updatedAt: now }))) throw alreadyRevoked();
      await this.keys.secrets.retire(id, now, now + overlapSeconds * 1000);
      const { key, secret } = this.newSecret(apiKey, now);
      await this.keys.secrets.insert(secret);
      const record = await this.get(appId, id);
      await also?.(record);
      return { apiKey: record, key };
    });
    this.events.publish(`api_key:${id}`);
    return issued;
  }

  /**
   * Ends the key for good. Revoking it again changes nothing.
   *
   * @throws AppError `not_found`
   */
  async revoke(appId: string, id: string, also?: Also<ApiKeyRecord>): Promise<void> {
    await this.database.transaction(async () => {
      const now = this.clock.now();
      const changed = await this.keys.update(appId, id, { revokedAt: now, updatedAt: now });
      const record = await this.get(appId, id);
      if (changed) await also?.(record);
    });
    this.events.publish(`api_key:${id}`);
  }

  private async toRecords(keys: readonly ApiKey[]): Promise<ApiKeyRecord[]> {
    const secrets = await this.keys.secrets.ofOwners(keys.map(({ id }) => id));
    const now = this.clock.now();
    return keys.map((key) =>
      toApiKeyRecord(
        key,
        secrets.filter(({ apiKeyId }) => apiKeyId === key.id),
        now,
      ),
    );
  }

  private newSecret(apiKey: ApiKey, now: number): { key: string; secret: ApiKeySecret } {
    const key = generateApiKey(this.config.keyPrefix, apiKey.environment);
    const digest = sha256Hex(key);
    const preview = previewOf(key);
    return {
      key,
      secret: { digest, apiKeyId: apiKey.id, preview, createdAt: now, retiresAt: null },
    };
  }
}

function toColumns(current: ApiKey, changes: ApiKeyChanges, now: number): Partial<ApiKey> {
  const { scopes, enabled } = changes;
  return {
    ...given(changes, ['name', 'ipAllowlist', 'originAllowlist', 'expiresAt']),
    ...(scopes === undefined ? {} : { scopes: [...new Set(scopes)] }),
    ...limitColumns(current, changes),
    ...disabling(current.disabledAt, enabled, now),
    updatedAt: now,
  };
}

function alreadyRevoked(): AppError {
  return new AppError('conflict', {
    detail: 'This API key is revoked, which cannot be undone.',
    hint: 'Create a new one.',
  });
}
