import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicUrlOf } from '../../clients/consumer.js';
import { startServer, type TestServer } from '../../harness/server.js';
import {
  auditOf,
  createKey,
  MISSING,
  type Page,
  type Problem,
  startAdministration,
  withKey,
} from './fixture.js';

let server: TestServer;
let appId: string;
let path: string;

beforeAll(async () => {
  ({ server, appId } = await startAdministration());
  path = `/admin/apps/${appId}/oauth-clients`;
});
afterAll(() => server.stop());

const pointersOf = (body: Problem) => body.errors?.map(({ pointer }) => pointer);
const tokenStatus = async (id: unknown, secret: unknown): Promise<number> => {
  const credentials = Buffer.from(`${String(id)}:${String(secret)}`).toString('base64');
  const response = await fetch(`${publicUrlOf(server)}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  return response.status;
};

describe('the kind of an OAuth client', () => {
  it('fills in a registration of two members', async () => {
    const { status, body } = await server.admin('POST', path, {
      client_name: 'Job',
      kind: 'machine',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'machine',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      token_endpoint_auth_method: 'client_secret_basic',
      machine_scope: '',
      resources: null,
      introspection: 'own',
      client_secret: expect.stringMatching(/^cs_/) as string,
    });
  });

  it('refuses a member that contradicts it by its name, and registers nothing', async () => {
    const before = (await server.admin<Page>('GET', path)).body.data.length;
    const { status, body } = await server.admin<Problem>('POST', path, {
      client_name: 'App',
      kind: 'spa',
      redirect_uris: ['https://app.example/callback'],
      token_endpoint_auth_method: 'client_secret_basic',
    });
    expect([status, pointersOf(body)]).toEqual([400, ['#/token_endpoint_auth_method']]);
    expect((await server.admin<Page>('GET', path)).body.data).toHaveLength(before);
  });

  it('is changed together with what belongs to it', async () => {
    const { body } = await server.admin('POST', path, {
      client_name: 'App',
      kind: 'web',
      redirect_uris: ['https://app.example/callback'],
    });
    const own = `${path}/${String(body['client_id'])}`;
    const alone = await server.admin<Problem>('PATCH', own, { kind: 'machine' });
    expect([alone.status, pointersOf(alone.body)]).toEqual([
      400,
      ['#/grant_types', '#/redirect_uris'],
    ]);
    const changes = { kind: 'machine', grant_types: ['client_credentials'], redirect_uris: [] };
    expect((await server.admin('PATCH', own, changes)).body).toMatchObject(changes);
  });
});

describe('the authority of an OAuth client', () => {
  it('is given by an API key as far as the key has it, whatever was left out', async () => {
    const { key } = await createKey({ server, appId }, ['admin:oauth-clients', 'read']);
    const create = (members: object) =>
      withKey(server, key, 'POST', path, { client_name: 'Job', kind: 'machine', ...members });
    expect((await create({ machine_scope: 'read' })).status).toBe(201);
    const mcp = { kind: 'mcp', redirect_uris: ['http://127.0.0.1/callback'] };
    for (const members of [{ machine_scope: 'write' }, { introspection: 'any' }, mcp]) {
      const { status, body } = await create(members);
      expect([status, body['code']]).toEqual([403, 'scope_not_grantable']);
    }
  });

  it('keeps a client that may ask about any token out of the hands of an API key', async () => {
    const { body } = await server.admin('POST', path, {
      client_name: 'Gateway',
      kind: 'machine',
      introspection: 'any',
    });
    const { key } = await createKey({ server, appId }, ['admin:oauth-clients']);
    const secrets = `${path}/${String(body['client_id'])}/secrets`;
    expect((await withKey(server, key, 'POST', secrets)).status).toBe(403);
  });
});

describe('the secrets of an OAuth client', () => {
  it('are replaced with an overlap, tell when they were used, and are on record without their text', async () => {
    const { body } = await server.admin('POST', path, { client_name: 'Job', kind: 'machine' });
    const { client_id: id, client_secret: first } = body;
    const secrets = `${path}/${String(id)}/secrets`;
    expect(await tokenStatus(id, first)).toBe(200);
    const added = await server.admin('POST', secrets, { overlap_seconds: 3600 });
    expect(added.status).toBe(201);
    expect(await tokenStatus(id, first)).toBe(200);
    const replaced = await server.admin('POST', secrets, { overlap_seconds: 0 });
    expect(await tokenStatus(id, first)).toBe(401);
    expect(await tokenStatus(id, added.body['client_secret'])).toBe(401);
    expect(await tokenStatus(id, replaced.body['client_secret'])).toBe(200);
    const { body: list } = await server.admin<Page>('GET', secrets);
    expect(list.data).toHaveLength(1);
    const shown = JSON.stringify(list) + JSON.stringify(auditOf(server, String(id)));
    for (const secret of [first, added.body['client_secret'], replaced.body['client_secret']]) {
      expect(shown).not.toContain(String(secret));
    }
    expect(auditOf(server, String(id)).map(({ action }) => action)).toEqual([
      'oauth_client.create',
      'oauth_client.add_secret',
      'oauth_client.add_secret',
    ]);
  });

  it('have an overlap of whole seconds, up to thirty days', async () => {
    const { body } = await server.admin('POST', path, { client_name: 'Job', kind: 'machine' });
    const secrets = `${path}/${String(body['client_id'])}/secrets`;
    for (const overlap_seconds of [-1, 1.5, 2_592_001, '60']) {
      const answer = await server.admin<Problem>('POST', secrets, { overlap_seconds });
      expect([answer.status, pointersOf(answer.body)]).toEqual([400, ['#/overlap_seconds']]);
    }
    const missing = `${path}/cli_${MISSING}/secrets`;
    expect((await server.admin('POST', missing, { overlap_seconds: 1 })).status).toBe(404);
  });
});

describe('tokens to register clients with', () => {
  const tokens = '/admin/registration-tokens';

  it('are issued to administrators where clients are registered by token', async () => {
    const open = await startServer({
      samples: false,
      env: { OSTIARY_DYNAMIC_REGISTRATION: 'token' },
    });
    try {
      const { status, body } = await open.admin('POST', tokens, { lifetime_seconds: 60 });
      expect([status, Object.keys(body).sort()]).toEqual([
        201,
        ['expires_at', 'registration_endpoint', 'registration_token'],
      ]);
      expect((await open.admin('POST', tokens)).status).toBe(201);
      expect((await open.admin('POST', tokens, { lifetime_seconds: 1 })).status).toBe(400);
      expect((await open.call('POST', tokens)).status).toBe(401);
    } finally {
      await open.stop();
    }
  });

  it('are not issued elsewhere', async () => {
    const { status, body } = await server.admin('POST', tokens);
    expect([status, body['code']]).toEqual([409, 'conflict']);
    const { key } = await createKey({ server, appId }, ['admin:apps']);
    expect((await withKey(server, key, 'POST', tokens)).status).toBe(403);
  });
});
