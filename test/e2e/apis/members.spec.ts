import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { World } from '../../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await World.open({ samples: false });
});
afterAll(() => world.close());

const READ = { methods: ['GET'], path: '/read', scopes: ['r'] };

describe('a protected API', () => {
  it('is kept and shown with every member, defaults included', async () => {
    const answer = await world.create<{ id: string }>('/admin/apis', {
      name: 'plain',
      host: 'plain.local',
    });
    expect(answer).toMatchObject({
      audience: 'http://plain.local',
      host: 'plain.local',
      path_prefix: '/',
      upstream: null,
      upstream_options: {
        connect_timeout_seconds: 2,
        first_byte_timeout_seconds: 30,
        idle_timeout_seconds: 60,
        max_concurrent_requests: 256,
      },
      query_key: false,
      query_key_name: null,
      environment: null,
      access: 'all',
      routes: [],
    });
    const members = {
      upstream: 'https://127.0.0.1:9443/v2',
      upstream_options: {
        connect_timeout_seconds: 5,
        first_byte_timeout_seconds: 300,
        idle_timeout_seconds: 600,
        max_concurrent_requests: 10,
      },
      query_key: true,
      query_key_name: 'token',
      environment: 'live',
      access: 'granted',
      routes: [
        { methods: ['GET'], path: '/health', scopes: [], public: true },
        { methods: ['POST'], path: '/jobs/{id}', scopes: ['run'], accept: ['access_token'] },
      ],
    };
    const changed = await world.change('PATCH', `/admin/apis/${answer.id}`, members);
    expect(changed).toMatchObject(members);
    expect((await world.server.admin('GET', `/admin/apis/${answer.id}`)).body).toEqual(changed);
  });

  it.each(['name', 'audience'])(
    'has a %s that no other API has, and is told which it was',
    async (member) => {
      const create = (prefix: string, members: object) =>
        world.server.admin('POST', '/admin/apis', {
          name: prefix.slice(1),
          path_prefix: prefix,
          ...members,
        });
      const taken = { [member]: `taken-${member}` };
      expect((await create(`/first-${member}`, taken)).status).toBe(201);
      const { status, body } = await create(`/second-${member}`, taken);
      expect([status, body]).toMatchObject([
        409,
        { code: 'conflict', errors: [{ pointer: `#/${member}`, detail: 'is taken' }] },
      ]);
    },
  );

  it('shares a prefix with APIs at other hosts, and none at its own', async () => {
    const create = (name: string, host: string | null) =>
      world.server.admin('POST', '/admin/apis', { name, host, path_prefix: '/shared' });
    expect((await create('shared-1', null)).status).toBe(201);
    expect((await create('shared-2', 'one.local')).status).toBe(201);
    expect((await create('shared-3', 'two.local')).status).toBe(201);
    for (const host of [null, 'one.local']) {
      const { status, body } = await create('shared-4', host);
      expect([status, body['errors']]).toEqual([
        409,
        [{ pointer: '#/path_prefix', detail: 'is taken' }],
      ]);
    }
    const { status } = await world.server.admin('POST', '/admin/apis', {
      name: 'shared-5',
      path_prefix: '/SHARED',
    });
    expect(status).toBe(409);
  });

  it.each<[string, object]>([
    ['#/path_prefix', { path_prefix: undefined }],
    ['#/path_prefix', { path_prefix: '/' }],
    ['#/path_prefix', { path_prefix: '/admin' }],
    ['#/path_prefix', { path_prefix: '/x/' }],
    ['#/path_prefix', { path_prefix: '/api_01h00000000000000000000000' }],
    ['#/path_aliases/0', { path_aliases: ['/x/below'] }],
    ['#/host', { host: 'API.local' }],
    ['#/host', { host: 'api.local:443' }],
    ['#/host', { host: '127.0.0.1:8080' }],
    ['#/host', { host: 'localhost' }],
    ['#/host', { host: 7 }],
    ['#/upstream', { upstream: 'ftp://x.example' }],
    ['#/upstream', { upstream: 'http://169.254.169.254' }],
    [
      '#/upstream_options/connect_timeout_seconds',
      { upstream_options: { connect_timeout_seconds: 0 } },
    ],
    ['#/upstream_options/retries', { upstream_options: { retries: 3 } }],
    ['#/query_key_name', { query_key_name: 'k' }],
    ['#/query_key_name', { query_key: true, query_key_name: 'a&b' }],
    ['#/query_key', { query_key: true, accept: ['login_token'] }],
    ['#/environment', { environment: 'staging' }],
    ['#/access', { access: 'some' }],
    ['#/access', { access: 'granted', accept: ['login_token'] }],
    ['#/anonymous', { access: 'granted', anonymous: { limit: 1, window_seconds: 1 } }],
    ['#/accept', { accept: [] }],
    ['#/routes/0/accept', { routes: [{ ...READ, accept: [] }] }],
    ['#/routes/0/scopes', { routes: [{ ...READ, public: true }] }],
    ['#/routes/0/path', { routes: [{ ...READ, path: '/a/../b' }] }],
    ['#/routes/0/path', { routes: [{ ...READ, path: '/a%2Fb' }] }],
    ['#/routes/0/methods/0', { routes: [{ ...READ, methods: ['GETT'] }] }],
    ['#/routes/1', { routes: [{ ...READ, path: '/**' }, READ] }],
    ['#/routes/0/roles', { routes: [{ ...READ, roles: ['admin'] }] }],
  ])('is refused at %s with %j, and nothing is kept', async (pointer, members) => {
    const input = { name: 'bad', path_prefix: '/x', ...members };
    const { status, body } = await world.unchanged(() =>
      world.server.admin('POST', '/admin/apis', input),
    );
    expect([status, body['code'], body['errors']]).toEqual([
      400,
      'invalid_request',
      [expect.objectContaining({ pointer })],
    ]);
  });

  it('stays as it was when a change does not fit what it is', async () => {
    const id = await world.createApi('/kept', { query_key: true, query_key_name: 'k' });
    for (const [pointer, change] of [
      ['#/query_key_name', { query_key: false }],
      ['#/path_prefix', { path_prefix: '/' }],
      ['#/routes/1', { routes: [READ, READ] }],
      ['#/host', { host: 'Kept.local' }],
    ]) {
      const { status, body } = await world.unchanged(() =>
        world.server.admin('PATCH', `/admin/apis/${id}`, change),
      );
      expect([status, body['errors']]).toEqual([400, [expect.objectContaining({ pointer })]]);
    }
    const { key } = await world.createKey();
    await world.allows({ target: `/kept/x?k=${key}` });
    await world.refuses(
      { target: `/kept/x?api_key=${key}` },
      { status: 401, code: 'credential_missing' },
    );
  });

  it('takes 5,000 rules and decides by each of them', async () => {
    const routes = Array.from({ length: 5_000 }, (_, i) => ({
      methods: ['GET'],
      path: `/r${i}/{id}`,
      scopes: [`s${i % 7}`],
    }));
    await world.createApi('/many', { routes });
    const { key } = await world.createKey({ scopes: ['s1'] });
    const headers = [`X-API-Key: ${key}`];
    await world.allows({ target: '/many/r4999/x', headers });
    await world.refuses(
      { target: '/many/r4998/x', headers },
      { status: 403, code: 'insufficient_scope', scope: 's0' },
    );
  });
});

describe('the environment of an API', () => {
  it('refuses keys of the other one, and says which', async () => {
    await world.createApi('/live', { environment: 'live' });
    const test = await world.createKey({ environment: 'test' });
    const live = await world.createKey({ environment: 'live' });
    await world.allows({ target: '/live/x', headers: [`X-API-Key: ${live.key}`] });
    const problem = await world.refuses(
      { target: '/live/x', headers: [`X-API-Key: ${test.key}`] },
      { status: 401, code: 'credential_kind_not_accepted' },
    );
    expect(problem).toMatchObject({
      presented_environment: 'test',
      accepted_environment: 'live',
      hint: expect.stringContaining('live') as string,
    });
  });
});
