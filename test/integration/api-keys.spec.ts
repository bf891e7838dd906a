import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateApiKey } from '../../src/kernel/key-format.js';
import { sha256Hex } from '../../src/kernel/secret.js';
import type { ApiKeyRecord, NewApiKey } from '../../src/modules/api-keys/index.js';
import { RecordedUses } from '../../src/modules/usage/recorded-uses.js';
import { toApiKeyView } from '../../src/surfaces/management/api-keys/api-keys.schema.js';
import { startPostgres, type PostgresServer } from '../harness/postgres.js';
import { openCredentials, outcomeOf, START, type Credentials } from './credentials.fixture.js';

const INPUT: NewApiKey = {
  name: 'Back end',
  environment: 'live',
  scopes: ['read'],
  ipAllowlist: null,
  originAllowlist: null,
  expiresAt: null,
};

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe.each(['SQLite', 'Postgres'])('on %s', (dialect) => {
  let world: Credentials;
  let ownerId: string;
  let appId: string;
  let apiKey: ApiKeyRecord;
  let key: string;

  beforeAll(async () => {
    world = await openCredentials(dialect === 'Postgres' ? postgres.url : undefined);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.time = START;
    const username = `owner${(sequence += 1)}`;
    ownerId = (await world.users.create({ username, password: null, roles: [], groups: [] })).id;
    appId = (await world.apps.create({ name: 'Shop', description: null, ownerId })).id;
    ({ apiKey, key } = await world.apiKeys.create(appId, INPUT));
    world.published.length = 0;
  });
  let sequence = 0;

  const verify = (raw = key) => outcomeOf(world.apiKeyVerifier.verify(raw));
  const refusalOf = (raw = key) =>
    world.apiKeyVerifier.verify(raw).catch((error: unknown) => error);

  describe('a good key', () => {
    it('says whose it is, in one statement', async () => {
      const before = world.statements.count;
      expect(await world.apiKeyVerifier.verify(key)).toEqual({
        principal: {
          kind: 'api_key',
          subject: appId,
          appId,
          credentialId: apiKey.id,
          scopes: ['read'],
          roles: [],
          groups: [],
          expiresAt: null,
        },
        ownerId,
        ipAllowlist: null,
        originAllowlist: null,
        environment: 'live',
        limits: { credential: null, owner: null, app: null },
        audiences: null,
        validUntil: null,
        jkt: null,
        lineage: { secret: expect.stringMatching(/^[0-9a-f]{64}$/), parentDigest: null },
        tags: [`api_key:${apiKey.id}`, `app:${appId}`, `user:${ownerId}`],
      });
      expect(world.statements.count - before).toBe(1);
    });

    it('works for an app that nobody owns', async () => {
      const app = await world.apps.create({ name: 'Free', description: null, ownerId: null });
      const issued = await world.apiKeys.create(app.id, INPUT);
      const verified = await world.apiKeyVerifier.verify(issued.key);
      expect(verified).toMatchObject({ ownerId: null });
      expect(verified.tags).toEqual([`api_key:${issued.apiKey.id}`, `app:${app.id}`]);
    });

    it('brings its restrictions, compiled', async () => {
      const issued = await world.apiKeys.create(appId, {
        ...INPUT,
        ipAllowlist: ['10.0.0.0/8'],
        originAllowlist: ['https://app.example.com'],
        limits: { windows: [{ limit: 5, windowSeconds: 60 }] },
        expiresAt: START + 1000,
      });
      const verified = await world.apiKeyVerifier.verify(issued.key);
      expect(verified.ipAllowlist?.matches('10.1.2.3')).toBe(true);
      expect(verified.ipAllowlist?.matches('11.1.2.3')).toBe(false);
      expect(verified.originAllowlist?.matches('https://app.example.com')).toBe(true);
      expect(verified.limits.credential).toEqual({
        windows: [{ limit: 5, windowSeconds: 60 }],
        quota: null,
      });
      expect(verified.validUntil).toBe(START + 1000);
      expect(verified.principal.expiresAt).toBe(START + 1000);
    });
  });

  describe('a string that is no key', () => {
    it('is refused without a statement when its form or checksum is wrong', async () => {
      const flipped = key.slice(0, 20) + (key[20] === 'a' ? 'b' : 'a') + key.slice(21);
      const wrong = [
        flipped,
        key.slice(0, -1),
        `${key}a`,
        key + key,
        `${key} `,
        key.toUpperCase(),
        key.replace('ost_', 'OST_'),
        key.replace('_live_', '_test_'),
        key.replace('_live_', '_prod_'),
        'anything',
        '',
        `ak_${'a'.repeat(22)}`,
        `ost_live_${'é'.repeat(49)}`,
      ];
      const before = world.statements.count;
      for (const text of wrong) expect(await verify(text)).toBe('credential_malformed');
      expect(world.statements.count).toBe(before);
    });

    it('is described by what it shows itself', async () => {
      expect(await refusalOf(key.slice(0, -3))).toMatchObject({
        detail: 'The API key has 55 of 58 characters.',
      });
      expect(await refusalOf(key.slice(0, -1) + (key.endsWith('0') ? '1' : '0'))).toMatchObject({
        detail: expect.stringContaining('mistyped or cut off'),
      });
      expect(await refusalOf('sk-proj-123')).toMatchObject({
        detail: expect.stringContaining('ost_live_ or ost_test_'),
      });
      expect(await refusalOf(`ak_${'a'.repeat(22)}`)).toMatchObject({
        hint: expect.stringContaining('This looks like an AK'),
      });
    });

    it('is unknown when it is well-formed and nobody has it', async () => {
      expect(await verify(generateApiKey('ost', 'live'))).toBe('api_key_unknown');
    });
  });

  describe('a key that has ended', () => {
    it('is refused from the very moment of its expiry', async () => {
      const issued = await world.apiKeys.create(appId, { ...INPUT, expiresAt: START + 60_000 });
      world.clock.time = START + 59_999;
      expect(await verify(issued.key)).toBe('ok');
      world.clock.time = START + 60_000;
      expect(await refusalOf(issued.key)).toMatchObject({
        code: 'api_key_expired',
        status: 401,
        detail: 'This API key expired at 2026-11-20T08:01:00.000Z.',
      });
    });

    it('is refused once it is revoked, says when, and cannot come back', async () => {
      await world.apiKeys.revoke(appId, apiKey.id);
      expect(await refusalOf()).toMatchObject({
        code: 'api_key_revoked',
        detail: 'This API key was revoked at 2026-11-20T08:00:00.000Z.',
      });
      const { id } = apiKey;
      expect((await world.apiKeys.get(appId, id)).secrets).toEqual([]);
      expect(await outcomeOf(world.apiKeys.update(appId, id, { enabled: true }))).toBe('conflict');
      expect(await outcomeOf(world.apiKeys.rotate(appId, id, 0))).toBe('conflict');
      expect(world.published).toEqual([`api_key:${id}`]);
    });

    it('keeps the moment of its revocation when it is revoked again, which is recorded once', async () => {
      let recorded = 0;
      const record = () => Promise.resolve(void (recorded += 1));
      await world.apiKeys.revoke(appId, apiKey.id, record);
      world.clock.passSeconds(60);
      await world.apiKeys.revoke(appId, apiKey.id, record);
      expect((await world.apiKeys.get(appId, apiKey.id)).revokedAt).toBe(START);
      expect(recorded).toBe(1);
    });

    it('is refused while it is disabled, and works again afterwards', async () => {
      await world.apiKeys.update(appId, apiKey.id, { enabled: false });
      expect(await verify()).toBe('api_key_revoked');
      await world.apiKeys.update(appId, apiKey.id, { enabled: true });
      expect(await verify()).toBe('ok');
    });

    it('is refused with its app and with its owner', async () => {
      await world.apps.update(appId, { enabled: false });
      expect(await verify()).toBe('app_disabled');
      await world.apps.update(appId, { enabled: true });
      await world.users.update(ownerId, { enabled: false });
      expect(await verify()).toBe('user_disabled');
      await world.users.update(ownerId, { enabled: true });
      expect(await verify()).toBe('ok');
      await world.users.remove(ownerId);
      expect(await verify()).toBe('api_key_unknown');
      expect(world.published).toContain(`app:${appId}`);
      expect(world.published).toContain(`user:${ownerId}`);
    });

    it('is unknown once its app is gone', async () => {
      await world.apps.remove(appId);
      expect(await verify()).toBe('api_key_unknown');
    });
  });

  describe('a rotation', () => {
    it('keeps the id, and the old secret exactly for the overlap', async () => {
      const rotated = await world.apiKeys.rotate(appId, apiKey.id, 60);
      expect(rotated.apiKey.id).toBe(apiKey.id);
      expect(rotated.apiKey.secrets.map(({ retiresAt }) => retiresAt)).toEqual([
        null,
        START + 60_000,
      ]);
      expect((await world.apiKeyVerifier.verify(key)).validUntil).toBe(START + 60_000);
      world.clock.time = START + 59_000;
      expect(await verify()).toBe('ok');
      expect(await verify(rotated.key)).toBe('ok');
      world.clock.time = START + 60_000;
      expect(await refusalOf()).toMatchObject({
        code: 'api_key_revoked',
        detail: expect.stringContaining('replaced by a newer one'),
      });
      expect(await verify(rotated.key)).toBe('ok');
      expect(world.published).toEqual([`api_key:${apiKey.id}`]);
    });

    it('without an overlap ends the old secret at once', async () => {
      const rotated = await world.apiKeys.rotate(appId, apiKey.id, 0);
      expect(await verify()).toBe('api_key_revoked');
      expect(await verify(rotated.key)).toBe('ok');
    });

    it('during another one leaves two secrets live, never three', async () => {
      const second = await world.apiKeys.rotate(appId, apiKey.id, 600);
      world.clock.passSeconds(1);
      const third = await world.apiKeys.rotate(appId, apiKey.id, 600);
      expect(await verify()).toBe('api_key_revoked');
      expect(await verify(second.key)).toBe('ok');
      expect(await verify(third.key)).toBe('ok');
      expect(third.apiKey.secrets).toHaveLength(2);
    });

    it('never lets a later, shorter overlap be undone by an earlier, longer one', async () => {
      const second = await world.apiKeys.rotate(appId, apiKey.id, 3600);
      await world.apiKeys.rotate(appId, apiKey.id, 10);
      world.clock.passSeconds(10);
      expect(await verify()).toBe('api_key_revoked');
      expect(await verify(second.key)).toBe('api_key_revoked');
    });

    it('many times at once leaves two secrets live', async () => {
      const issued = await Promise.all(
        Array.from({ length: 8 }, () => world.apiKeys.rotate(appId, apiKey.id, 600)),
      );
      const outcomes = await Promise.all([key, ...issued.map((one) => one.key)].map(verify));
      expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(2);
    });
  });

  describe('what is kept and shown', () => {
    it('has no plaintext, and shows no digest', async () => {
      const rows = JSON.stringify(
        await world.dataSource.query('SELECT * FROM api_keys, api_key_secrets'),
      );
      expect(rows).toContain(sha256Hex(key));
      for (const form of [key, key.slice(9), Buffer.from(key).toString('base64')]) {
        expect(rows).not.toContain(form);
      }
      const records = [
        await world.apiKeys.get(appId, apiKey.id),
        ...(await world.apiKeys.list(appId, 50, null)).items,
      ];
      const shown = JSON.stringify(
        records.map((each) => toApiKeyView('admin', each, RecordedUses.NONE)),
      );
      expect(shown).toContain(`${key.slice(0, 12)}…${key.slice(-4)}`);
      expect(shown).not.toContain(key.slice(13, 40));
      expect(shown).not.toContain(sha256Hex(key));
    });

    it('belongs to one app: through another it is not there', async () => {
      const other = await world.apps.create({ name: 'Other', description: null, ownerId: null });
      const { id } = apiKey;
      const attempts = [
        world.apiKeys.get(other.id, id),
        world.apiKeys.update(other.id, id, { name: 'x' }),
        world.apiKeys.rotate(other.id, id, 0),
        world.apiKeys.revoke(other.id, id),
      ];
      expect(await Promise.all(attempts.map(outcomeOf))).toEqual(Array(4).fill('not_found'));
      expect((await world.apiKeys.list(other.id, 50, null)).items).toEqual([]);
      expect(await verify()).toBe('ok');
    });

    it('changes member by member, and a restriction can be lifted', async () => {
      const changed = await world.apiKeys.update(appId, apiKey.id, {
        name: 'New',
        scopes: ['read', 'write', 'read'],
        ipAllowlist: ['10.0.0.0/8'],
        limits: { windows: [{ limit: 1, windowSeconds: 1 }] },
        expiresAt: START + 1,
      });
      expect(changed).toMatchObject({
        name: 'New',
        scopes: ['read', 'write'],
        environment: 'live',
      });
      const lifted = await world.apiKeys.update(appId, apiKey.id, {
        ipAllowlist: null,
        limits: { windows: [] },
        expiresAt: null,
      });
      expect(lifted).toMatchObject({
        name: 'New',
        ipAllowlist: null,
        limits: null,
        expiresAt: null,
      });
    });

    it('is listed once, newest first', async () => {
      for (let count = 0; count < 4; count += 1) {
        world.clock.passSeconds(1);
        await world.apiKeys.create(appId, { ...INPUT, name: `key ${count}` });
      }
      const first = await world.apiKeys.list(appId, 3, null);
      const rest = await world.apiKeys.list(appId, 3, first.next);
      expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual([
        'key 3',
        'key 2',
        'key 1',
        'key 0',
        'Back end',
      ]);
      expect(rest.next).toBeNull();
      expect(first.items[0]?.preview).toMatch(/^ost_live_.{3}…/);
    });
  });
});
