import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../harness/server.js';
import { withDatabase } from '../harness/state.js';
import { type CreatedKey, World } from '../harness/world.js';

interface Usage {
  readonly status: number;
  readonly body: { readonly data: Record<string, unknown>[]; readonly next_cursor: string | null };
}

let world: World;
let key: CreatedKey;
let apiId: string;
let ownerAppId: string;
let owner: string;

beforeAll(async () => {
  world = await World.open();
  apiId = await world.createApi('/counted', {
    scopes: [{ name: 'write', description: 'Write' }],
    routes: [{ methods: ['POST'], path: '/**', scopes: ['write'] }],
  });
  key = await world.createKey();
  const { id, password } = await world.createUser('counted');
  ownerAppId = await world.createApp({ owner_id: id });
  owner = (await world.login('counted', password)).token;
});
afterAll(() => world.close());

const usage = (query: string): Promise<Usage> =>
  world.server.admin('GET', `/admin/usage?interval=total&${query}`);
const ask = (value: string, method = 'GET', headers: string[] = []) =>
  world.ask({ method, target: '/counted/x', headers: [`X-API-Key: ${value}`, ...headers] });

describe('GET /admin/usage', () => {
  it('counts every call once, by what came of it, and shows it at once', async () => {
    await Promise.all(Array.from({ length: 60 }, () => ask(key.key)));
    await ask(key.key, 'POST');
    await ask(`${key.key}x`);
    await world.ask({ target: '/counted/x' });
    const { body } = await usage(`api_id=${apiId}&group_by=app,credential,kind,code`);
    const start = { period_start: expect.stringMatching(/:00:00\.000Z$/) };
    const proved = { app_id: world.appId, credential_id: key.id, kind: 'api_key' };
    const nobody = { app_id: null, credential_id: null, kind: null };
    expect(body.data).toEqual([
      { ...start, ...nobody, code: 'credential_malformed', count: 1 },
      { ...start, ...nobody, code: 'credential_missing', count: 1 },
      { ...start, ...proved, code: 'allowed', count: 60 },
      { ...start, ...proved, code: 'insufficient_scope', count: 1 },
    ]);
  });

  it('counts a revoked key under its app, whose holder called', async () => {
    const revoked = await world.createKey();
    await world.change('DELETE', `/admin/apps/${world.appId}/api-keys/${revoked.id}`);
    await ask(revoked.key);
    const { body } = await usage(`credential_id=${revoked.id}&group_by=app,code`);
    expect(body.data).toMatchObject([{ app_id: world.appId, code: 'api_key_revoked', count: 1 }]);
  });

  it('counts what became of a call whose upstream does not answer beside that it was allowed', async () => {
    const id = await world.createApi('/down', { upstream: 'http://127.0.0.1:1' });
    await world.ask({ target: '/down/x', headers: [`X-API-Key: ${key.key}`] });
    const { body } = await usage(`api_id=${id}&group_by=code`);
    expect(body.data).toMatchObject([
      { code: 'allowed', count: 1 },
      { code: 'upstream_unreachable', count: 1 },
    ]);
  });

  it('gives the rest of a long report by cursor', async () => {
    const query = 'interval=hour&group_by=api,app,credential,kind,code';
    const all = await world.server.admin<Usage['body']>('GET', `/admin/usage?${query}`);
    const paged: unknown[] = [];
    let page: Usage['body'] = { data: [], next_cursor: '' };
    while (page.next_cursor !== null) {
      const cursor = page.next_cursor === '' ? '' : `&cursor=${page.next_cursor}`;
      const path = `/admin/usage?${query}&limit=2${cursor}`;
      page = (await world.server.admin<Usage['body']>('GET', path)).body;
      paged.push(...page.data);
    }
    expect(paged.length).toBeGreaterThan(4);
    // Calls of the administrator are counted meanwhile.
    const others = (rows: unknown[]) =>
      (rows as Record<string, unknown>[]).filter((row) => row['api_id'] !== 'ostiary');
    expect(others(paged)).toEqual(others(all.body.data));
  });

  it.each([
    ['from=yesterday', '#/from'],
    ['from=2026-11-20T08:00:00Z&to=2026-11-20T08:00:00Z', '#/to'],
    ['from=2000-01-01T00:00:00Z', '#/from'],
    ['interval=week', '#/interval'],
    ['group_by=app,app', '#/group_by'],
    ['group_by=secret', '#/group_by'],
    ['app_id=a%20b', '#/app_id'],
    ['api_id=a&api_id=b', '#/api_id'],
    ['code=No-Code', '#/code'],
    ['limit=0', '#/limit'],
    ['cursor=x', '#/cursor'],
    ['colour=red', '#/colour'],
  ])('refuses %s and names the parameter', async (query, pointer) => {
    const { status, body } = await world.server.admin('GET', `/admin/usage?${query}`);
    expect([status, body]).toMatchObject([400, { code: 'invalid_request', errors: [{ pointer }] }]);
  });

  it('is for administrators', async () => {
    const target = '/admin/usage';
    await world.refuses({ target }, { status: 401, code: 'credential_missing' });
    const headers = [`Authorization: Bearer ${owner}`];
    await world.refuses({ target, headers }, { status: 403, code: 'role_required' });
    const reader = await world.createKey({ scopes: ['admin:usage'] });
    await world.allows({ target, headers: [`X-API-Key: ${reader.key}`] });
  });
});

describe('GET /account/usage', () => {
  const own = async (query = '') =>
    world.server.call<Usage['body']>('GET', `/account/usage?interval=total&${query}`, {
      headers: { authorization: `Bearer ${owner}` },
    });

  it('shows an owner the calls of its own apps, and nothing of others', async () => {
    const mine = await world.createKey({}, ownerAppId);
    await ask(mine.key);
    await ask(mine.key);
    const { body } = await own('group_by=app,credential');
    expect(body.data).toMatchObject([{ app_id: ownerAppId, credential_id: mine.id, count: 2 }]);
    expect((await own(`app_id=${world.appId}`)).body.data).toEqual([]);
    expect((await own(`credential_id=${key.id}`)).body.data).toEqual([]);
  });

  it('is for people who are signed in', async () => {
    await world.refuses({ target: '/account/usage' }, { status: 401, code: 'credential_missing' });
    await world.refuses(
      { target: '/account/usage', headers: [`X-API-Key: ${key.key}`] },
      { status: 401, code: 'credential_kind_not_accepted' },
    );
    expect((await own('interval=week')).status).toBe(400);
  });
});

describe('the last use of a credential', () => {
  it('is shown with the key: when, from where and with what, whatever came of the call', async () => {
    const { id, key: value } = await world.createKey();
    const path = `/admin/apps/${world.appId}/api-keys`;
    expect((await world.server.admin('GET', `${path}/${id}`)).body).toMatchObject({
      last_used: null,
      secrets: [{ last_used_at: null }],
    });
    await ask(value, 'POST', ['User-Agent: probe/1 \u00e9']);
    const used = {
      last_used: {
        at: expect.stringMatching(/:00\.000Z$/),
        ip: '127.0.0.1',
        user_agent: 'probe/1',
      },
      secrets: [{ last_used_at: expect.stringMatching(/:00\.000Z$/) }],
    };
    expect((await world.server.admin('GET', `${path}/${id}`)).body).toMatchObject(used);
    const { body } = await world.server.admin<Usage['body']>('GET', path);
    expect(body.data.find((row) => row['id'] === id)).toMatchObject(used);
  });

  it('tells which of two secrets is still in use while a key is rotated', async () => {
    const { id, key: old } = await world.createKey();
    const path = `/admin/apps/${world.appId}/api-keys/${id}`;
    await world.change('POST', `${path}/rotate`, { overlap_seconds: 600 });
    await ask(old);
    expect((await world.server.admin('GET', path)).body).toMatchObject({
      secrets: [
        { retires_at: null, last_used_at: null },
        { retires_at: expect.any(String), last_used_at: expect.any(String) },
      ],
    });
  });

  it('is not that of somebody who does not have it', async () => {
    const { id, key: value } = await world.createKey();
    await ask(`${value.slice(0, -1)}x`);
    const { body } = await world.server.admin('GET', `/admin/apps/${world.appId}/api-keys/${id}`);
    expect(body).toMatchObject({ last_used: null });
  });
});

describe('the last use of an OAuth client', () => {
  it('is shown when it proved itself to an endpoint, and when its token was used', async () => {
    const path = `/admin/apps/${world.appId}/oauth-clients`;
    const client = await world.create<{ client_id: string; client_secret: string }>(path, {
      client_name: 'Service',
      grant_types: ['client_credentials'],
    });
    const shown = async () => (await world.server.admin('GET', `${path}/${client.client_id}`)).body;
    const token = (secret: string) =>
      fetch(world.server.url('/oauth/token'), {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${client.client_id}:${secret}`).toString('base64')}`,
          'user-agent': 'service/2',
        },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
    expect((await token('cs_wrong')).status).toBe(401);
    expect(await shown()).toMatchObject({ last_used: null });
    expect((await token(client.client_secret)).status).toBe(200);
    expect(await shown()).toMatchObject({
      last_used: { ip: '127.0.0.1', user_agent: 'service/2' },
    });
  });
});

describe('a process that ends', () => {
  interface Ending {
    readonly first: World;
    readonly id: string;
    readonly call: () => Promise<number | null>;
  }

  /** What a process on the data of another one counts as let in, once that has ended. */
  async function countedAfter(work: (ending: Ending) => Promise<void>): Promise<unknown> {
    const directory = mkdtempSync(join(tmpdir(), 'ostiary-ending-'));
    try {
      const first = await World.open({ directory });
      const { adminUsername, adminPassword } = first.server;
      const id = await first.createApi('/ending');
      const { key: value } = await first.createKey();
      const call = () =>
        fetch(first.server.url('/ending/x'), { headers: { 'x-api-key': value } }).then(
          ({ status }) => status,
          () => null,
        );
      await work({ first, id, call });
      await first.recorder.stop();
      const env = { OSTIARY_ADMIN_USERNAME: adminUsername, OSTIARY_ADMIN_PASSWORD: adminPassword };
      const second = await startServer({ directory, env });
      const path = `/admin/usage?interval=total&code=allowed&api_id=${id}`;
      const { body } = await second.admin<Usage['body']>('GET', path);
      await second.stop();
      return body.data[0]?.['count'];
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  const calls = (call: () => Promise<number | null>, times: number) =>
    Array.from({ length: times }, call);

  /** It writes by itself, once a second. */
  function untilWritten({ first: { server }, id }: Ending, times: number): Promise<void> {
    const sum = 'SELECT SUM(calls) AS calls FROM usage_counts WHERE api_id = ?';
    const written = () =>
      withDatabase(
        server,
        (database) => database.prepare(sum).all(id) as [{ calls: number | null }],
      );
    return expect.poll(() => written()[0].calls, { timeout: 10_000 }).toBe(times);
  }

  it('has lost nothing when it was told to', async () => {
    const counted = await countedAfter(async ({ first, call }) => {
      await Promise.all(calls(call, 25));
      await first.server.stop('SIGTERM');
    });
    expect(counted).toBe(25);
  });

  it('has lost nothing of the calls that it answers while it ends', async () => {
    let answered = 0;
    const counted = await countedAfter(async ({ first, call }) => {
      const running = calls(call, 100);
      await Promise.race(running);
      await first.server.stop('SIGTERM');
      answered = (await Promise.all(running)).filter((status) => status === 200).length;
    });
    expect(answered).toBeGreaterThan(0);
    expect(counted).toSatisfy((number: number) => number >= answered);
  });

  it('has lost nothing that it had written when it was killed, and writes once a second', async () => {
    const counted = await countedAfter(async (ending) => {
      await Promise.all(calls(ending.call, 25));
      await untilWritten(ending, 25);
      await ending.first.server.stop('SIGKILL');
    });
    expect(counted).toBe(25);
  });
});
