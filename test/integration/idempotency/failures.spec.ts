import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { TokenCleanup } from '../../../src/modules/tokens/token-cleanup.js';
import { CredentialUses } from '../../../src/modules/usage/index.js';
import { AuditLog } from '../../../src/platform/audit/index.js';
import { Database } from '../../../src/platform/database/index.js';
import { IdempotencyKey } from '../../../src/platform/idempotency/idempotency-key.entity.js';
import { type Application, startApplication } from '../../harness/application.js';
import { Administrator, type Answer } from './administrator.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

let app: Application;
let administrator: Administrator;
let serial = 0;

beforeAll(async () => {
  app = await startApplication();
  administrator = new Administrator(app);
});
afterAll(() => app.close());
afterEach(() => vi.restoreAllMocks());

const newKey = (): string => `key-${(serial += 1)}`;
const rows = () => app.nest.get(Database).manager.find(IdempotencyKey);
/** How many apps have that name. */
const appsCalled = async (name: string): Promise<number> => {
  const { body } = await administrator.call('GET', '/admin/apps?limit=200');
  return (body['data'] as { name: string }[]).filter((each) => each.name === name).length;
};

describe('an Idempotency-Key', () => {
  it.each([
    ['400', '/admin/users', { username: 'anna', roles: 5 }],
    ['409', '/admin/users', { username: 'root' }],
    ['404', `/admin/apps/app_${'0'.repeat(26)}/api-keys`, { name: 'x', scopes: [] }],
  ])('is free again after a refusal (%s)', async (status, path, body) => {
    const key = newKey();
    const before = await rows();
    for (let round = 0; round < 2; round += 1) {
      const refused = await administrator.post(path, key, body);
      expect([String(refused.status), refused.body['id']]).toEqual([status, undefined]);
      expect(refused.text).not.toContain('Idempotency-Key');
    }
    expect(await rows()).toEqual(before);
  });

  it('may then be used for the request that was corrected', async () => {
    const key = newKey();
    expect((await administrator.post('/admin/apps', key, { name: '' })).status).toBe(400);
    expect((await administrator.post('/admin/apps', key, { name: 'Corrected' })).status).toBe(201);
  });

  it('is free again when the change is rolled back, whatever came first', async () => {
    const key = newKey();
    vi.spyOn(app.nest.get(AuditLog), 'record').mockRejectedValueOnce(new Error('no audit'));
    const failed = await administrator.post('/admin/apps', key, { name: 'Rolled back' });
    expect([failed.status, await appsCalled('Rolled back')]).toEqual([500, 0]);
    const { status } = await administrator.post('/admin/apps', key, { name: 'Rolled back' });
    expect([status, await appsCalled('Rolled back')]).toEqual([201, 1]);
  });

  it('stays used up when the answer fails after the change, and says what there is', async () => {
    const path = await administrator.pathOf('/admin/apps/{app_id}/api-keys');
    const [key, body] = [newKey(), { name: 'Half told', scopes: [] }];
    const uses = app.nest.get(CredentialUses, { strict: false });
    vi.spyOn(uses, 'of').mockRejectedValueOnce(new Error('no uses'));
    expect((await administrator.post(path, key, body)).status).toBe(500);
    const again = await administrator.post(path, key, body);
    expect([again.status, again.body['code']]).toEqual([409, 'conflict']);
    const made = await administrator.call('GET', `${path}/${String(again.body['id'])}`);
    expect([made.status, made.body['name']]).toEqual([200, 'Half told']);
  });

  it('is good for one caller and one place, in either form, and elsewhere means nothing', async () => {
    const key = newKey();
    const post = (path: string, headers: Record<string, string> = {}) =>
      administrator.call(
        'POST',
        path,
        { name: 'Many places' },
        {
          'idempotency-key': key,
          ...headers,
        },
      );
    expect((await post('/admin/apps')).status).toBe(201);
    expect((await post('/admin/apps', { 'idempotency-key': `"${key}"` })).status).toBe(409);
    expect((await post('/account/apps')).status).toBe(201);
    const keys = await administrator.pathOf('/admin/apps/{app_id}/api-keys');
    const { body } = await administrator.call('POST', keys, {
      name: 'Other caller',
      scopes: ['admin:apps'],
    });
    const other = await administrator.send(
      'POST',
      '/admin/apps',
      { name: 'Many places' },
      {
        'x-api-key': String(body['key']),
        'idempotency-key': key,
      },
    );
    expect(other.status).toBe(201);
    const path = `/admin/apps/${String(other.body['id'])}`;
    for (const description of ['first', 'second']) {
      const headers = { 'idempotency-key': key };
      const changed = await administrator.call('PATCH', path, { description }, headers);
      expect([changed.status, changed.body['description']]).toEqual([200, description]);
    }
  });

  it('is told to no one whose call is not let in', async () => {
    const key = newKey();
    await administrator.post('/admin/apps', key, { name: 'Closed' });
    const stranger = await administrator.send(
      'POST',
      '/admin/apps',
      { name: 'Closed' },
      {
        'idempotency-key': key,
      },
    );
    expect([stranger.status, stranger.body['code']]).toEqual([401, 'credential_missing']);
  });

  it('is forgotten after a day, and removed an hour later', async () => {
    const key = newKey();
    const post = () => administrator.post('/admin/apps', key, { name: 'Daily' });
    expect([(await post()).status, (await post()).status]).toEqual([201, 409]);
    app.clock.passMs(24 * HOUR_MS);
    expect((await post()).status).toBe(201);
    app.clock.passMs(25 * HOUR_MS + 1);
    expect((await rows()).length).toBeGreaterThan(0);
    await app.nest.get(TokenCleanup, { strict: false }).run();
    expect(await rows()).toEqual([]);
  });
});

describe('a creation that takes its time', () => {
  /** Runs `meanwhile` while a creation has its key and not yet its transaction. */
  const slowly = async (meanwhile: () => Promise<void>, post: () => Promise<Answer>) => {
    // A sign-in of its own would have a transaction too.
    await administrator.call('GET', '/admin/server');
    const database = app.nest.get(Database);
    const transaction = database.transaction.bind(database);
    let goOn = (): void => undefined;
    const end = new Promise<void>((resolve) => (goOn = resolve));
    let answer: Promise<Answer> | undefined;
    await new Promise<void>((arrived) => {
      vi.spyOn(database, 'transaction').mockImplementationOnce(async (work) => {
        arrived();
        await end;
        return transaction(work);
      });
      answer = post();
    });
    await meanwhile().finally(goOn);
    return answer as Promise<Answer>;
  };

  it('lets a repetition wait for it', async () => {
    const key = newKey();
    const post = () => administrator.post('/admin/apps', key, { name: 'Slow' });
    const first = await slowly(async () => {
      app.clock.passMs(MINUTE_MS - 1);
      const early = await post();
      expect([early.status, early.body['code'], early.headers.get('retry-after')]).toEqual([
        409,
        'conflict',
        '2',
      ]);
      expect(early.body['detail']).toContain('still being worked on');
      expect(early.body).not.toHaveProperty('id');
    }, post);
    expect(first.status).toBe(201);
    const late = await post();
    expect([late.status, late.body['id']]).toEqual([409, first.body['id']]);
  });

  it('is rolled back when another one has taken its place after a minute', async () => {
    const key = newKey();
    const post = () => administrator.post('/admin/apps', key, { name: 'Overtaken' });
    let second: Answer | undefined;
    const first = await slowly(async () => {
      app.clock.passMs(MINUTE_MS);
      second = await post();
    }, post);
    expect([first.status, first.body['code'], second?.status]).toEqual([409, 'conflict', 201]);
    expect(await appsCalled('Overtaken')).toBe(1);
    const again = await post();
    expect([again.status, again.body['id']]).toEqual([409, second?.body['id']]);
  });
});
