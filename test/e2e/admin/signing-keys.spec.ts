import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseCompactJws } from '../../../src/kernel/compact-jws.js';
import { World } from '../../harness/world.js';
import { auditOf, type Problem } from './fixture.js';

interface Key {
  readonly id: string;
  readonly use: string;
  readonly state: string;
  readonly ready_at: string;
}
interface Keys {
  readonly data: Key[];
  readonly next_cursor: null;
}
interface Jwks {
  readonly keys: { readonly kid: string }[];
}

const PATH = '/admin/signing-keys';
const PRIVATE = /"(?:d|p|q|dp|dq|qi|k|private\w*|sealed\w*)"/;

describe('the administration of signing keys', () => {
  let world: World;
  /** Keeps working when the keys that sign tokens are revoked. */
  let key: string;

  beforeAll(async () => {
    world = await World.open();
    ({ key } = await world.createKey({ scopes: ['admin:signing-keys'] }));
    await world.createApi('/behind', { accept: ['login_token'] });
  });
  afterAll(() => world.close());

  const call = <Body = Keys>(method: string, path = PATH, body?: unknown) =>
    world.server.call<Body>(method, path, { headers: { 'x-api-key': key }, body });
  const list = async () => (await call('GET')).body.data;
  const find = async (state: string, use = 'access') =>
    (await list()).find((each) => each.state === state && each.use === use)?.id ?? '';
  const jwks = async () => {
    const { body } = await world.server.call<Jwks>('GET', '/oauth/jwks');
    return body.keys.map(({ kid }) => kid);
  };
  const signIn = async () => {
    const { adminUsername, adminPassword } = world.server;
    return (await world.login(adminUsername, adminPassword)).token;
  };
  const ask = (target: string, token: string) => ({
    target,
    headers: [`Authorization: Bearer ${token}`],
  });

  it('lists what signs, what comes next, and never what it signs with', async () => {
    const { status, body } = await call('GET');
    expect(status).toBe(200);
    expect(body.next_cursor).toBeNull();
    expect(body.data.map(({ use, state }) => `${use} ${state}`).sort()).toEqual([
      'access active',
      'access next',
      'id_token active',
      'id_token next',
    ]);
    expect(body.data.map(({ id }) => id).sort()).toEqual((await jwks()).sort());
    expect(body.data.find(({ state }) => state === 'active')).toEqual({
      id: expect.stringMatching(/^[\w-]{43}$/),
      use: expect.any(String),
      algorithm: expect.stringMatching(/^[ER]S256$/),
      state: 'active',
      created_at: expect.any(String),
      ready_at: expect.any(String),
      activated_at: expect.any(String),
      retires_at: null,
      retired_at: null,
      revoked_at: null,
    });
    expect(JSON.stringify(body)).not.toMatch(PRIVATE);
  });

  it('rotates at once on a new server, then says when it would again', async () => {
    const [active, next] = [await find('active'), await find('next')];
    const token = await signIn();
    const { status, body } = await call('POST', `${PATH}/rotate`);
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toMatch(PRIVATE);
    expect(await find('active')).toBe(next);
    expect(await find('retiring')).toBe(active);
    expect(body.data).toEqual(await list());
    expect(auditOf(world.server, next).map(({ action }) => action)).toEqual(['signing_key.rotate']);
    await world.allows(ask('/profile', token));

    const refused = await call<Problem & { ready_at: string }>('POST', `${PATH}/rotate`);
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict']);
    const waiting = (await list()).filter(({ state }) => state === 'next');
    expect(refused.body.ready_at).toBe(waiting.map((each) => each.ready_at).sort()[1]);
    const one = await call<Problem>('POST', `${PATH}/rotate`, { use: 'id_token', force: false });
    expect(one.status).toBe(409);
  });

  it('rotates one use by force once every instance must know the next key', async () => {
    const [active, next] = [await find('active'), await find('next')];
    const other = await find('active', 'id_token');
    await expect
      .poll(
        async () => (await call('POST', `${PATH}/rotate`, { use: 'access', force: true })).status,
        {
          timeout: 10_000,
        },
      )
      .toBe(200);
    expect(await find('active')).toBe(next);
    expect(await find('active', 'id_token')).toBe(other);
    expect(await jwks()).toContain(active);
    const [entry] = auditOf(world.server, next);
    expect(entry?.text).toContain('force');
    expect(parseCompactJws(await signIn()).header['kid']).toBe(next);
  });

  describe('W05: a revoked key', () => {
    let token: string;
    let kid: string;

    beforeEach(async () => {
      token = await signIn();
      kid = String(parseCompactJws(token).header['kid']);
    });

    it('is refused at decorators and gateway, also where its tokens are remembered', async () => {
      for (const target of ['/profile', '/behind/x']) await world.allows(ask(target, token));
      const next = await find('next');
      const { status, body } = await call<Key>('POST', `${PATH}/${kid}/revoke`);
      expect([status, body.id, body.state]).toEqual([200, kid, 'revoked']);
      for (const target of ['/profile', '/behind/x']) {
        await world.refuses(ask(target, token), {
          status: 401,
          code: 'token_signature_invalid',
        });
      }
      expect(await jwks()).not.toContain(kid);
      expect(await find('active')).toBe(next);
      await world.allows(ask('/behind/x', await signIn()));
      expect(auditOf(world.server, kid).at(-1)?.action).toBe('signing_key.revoke');
    });

    it('is refused in access tokens too, by the API that they are for and by introspection', async () => {
      await world.createApi('/tides', {
        accept: ['access_token'],
        scopes: [{ name: 'tides:read', description: 'Read the tides' }],
      });
      const client = await world.create<{ client_id: string; client_secret: string }>(
        `/admin/apps/${world.appId}/oauth-clients`,
        { client_name: 'Tides', grant_types: ['client_credentials'], scope: 'tides:read' },
      );
      const { client_id, client_secret } = client;
      const post = async (path: string, form: Record<string, string>) => {
        const body = new URLSearchParams({ client_id, client_secret, ...form });
        const response = await fetch(world.server.url(path), { method: 'POST', body });
        return (await response.json()) as Record<string, unknown>;
      };
      const issue = async () =>
        String((await post('/oauth/token', { grant_type: 'client_credentials' }))['access_token']);
      const accessToken = await issue();
      expect(parseCompactJws(accessToken).header['kid']).toBe(kid);
      await world.allows(ask('/tides/x', accessToken));
      await call('POST', `${PATH}/${kid}/revoke`);
      await world.refuses(ask('/tides/x', accessToken), {
        status: 401,
        code: 'token_signature_invalid',
      });
      expect(await post('/oauth/introspect', { token: accessToken })).toEqual({ active: false });
      await world.allows(ask('/tides/x', await issue()));
    });

    it('may have signed the token that revokes it, whose holder signs in again', async () => {
      const headers = { authorization: `Bearer ${token}` };
      const revoke = () => world.server.call('POST', `${PATH}/${kid}/revoke`, { headers });
      expect((await revoke()).status).toBe(200);
      expect((await revoke()).status).toBe(401);
      expect((await call('POST', `${PATH}/${kid}/revoke`)).status).toBe(200);
      const entries = auditOf(world.server, kid);
      expect(entries.filter(({ action }) => action === 'signing_key.revoke')).toHaveLength(1);
      await world.allows(ask('/profile', await signIn()));
    });
  });

  it.each([{ use: 'refresh' }, { force: 'yes' }, { kid: 'x' }])(
    'changes nothing for a body like %j',
    async (body) => {
      const before = await list();
      const { status, body: problem } = await call<Problem>('POST', `${PATH}/rotate`, body);
      expect([status, problem.code]).toEqual([400, 'invalid_request']);
      expect(await list()).toEqual(before);
    },
  );

  it.each(['x', 'x'.repeat(43), 'x'.repeat(300), "'--"])(
    'finds no key of the id %s',
    async (id) => {
      const { status, body } = await call<Problem>('POST', `${PATH}/${id}/revoke`);
      expect([status, body.code]).toEqual([404, 'not_found']);
    },
  );
});
