import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hmac, makeJws } from '../../harness/jws.js';
import { withDatabase } from '../../harness/state.js';
import { type CreatedKey, World } from '../../harness/world.js';
import { auditOf, MISSING } from '../admin/fixture.js';

const NOT_GRANTED = { status: 403, code: 'api_not_granted' };

let world: World;
let other: string;
let apiId: string;
let ours: CreatedKey;
let theirs: CreatedKey;

const path = (app = ours.appId) => `/admin/apis/${apiId}/grants/${app}`;
const grant = (app: string) => world.server.admin('PUT', path(app));
const withKey = ({ key }: CreatedKey, target = '/tenants/x') => ({
  target,
  headers: [`X-API-Key: ${key}`],
});

beforeAll(async () => {
  world = await World.open();
  apiId = await world.createApi('/tenants', {
    access: 'granted',
    routes: [{ methods: ['GET'], path: '/status', public: true }],
  });
  other = await world.createApp({ name: 'Tenant B' });
  ours = await world.createKey();
  theirs = await world.createKey({}, other);
  expect((await grant(other)).status).toBe(200);
});
afterAll(() => world.close());

describe('an API for granted apps', () => {
  it('K18: refuses a key of tenant A at the API of tenant B, and forwards nothing', async () => {
    await world.allows(withKey(theirs));
    const problem = await world.refuses(withKey(ours), NOT_GRANTED);
    expect(problem.hint).toContain(ours.appId);
    expect(problem.hint).not.toContain(other);
  });

  it('refuses an access token, a signed token and a sign-in of nobody’s app alike', async () => {
    const signer = await world.createAccessKey();
    const now = Math.floor(Date.now() / 1000);
    const signed = makeJws(
      { alg: 'HS256' },
      { iss: signer.ak, sub: signer.ak, typ: 'app_token', iat: now, exp: now + 60 },
      hmac(signer.sk),
    );
    await world.refuses(
      { target: '/tenants/x', headers: [`Apihub-Token: ${signed}`] },
      NOT_GRANTED,
    );
    const admin = await world.server.loginAsAdmin();
    const login = { target: '/tenants/x', headers: [`Authorization: Bearer ${admin}`] };
    expect((await world.refuses(login, NOT_GRANTED)).detail).toContain('belongs to no app');
    await world.refuses({ target: '/tenants/x' }, { status: 401, code: 'credential_missing' });
  });

  it('asks for no grant where nothing needs to be shown; what is shown has to be good', async () => {
    await world.allows({ target: '/tenants/status' });
    await world.allows(withKey(ours, '/tenants/status'));
    const bad = { target: '/tenants/status', headers: ['X-API-Key: nonsense'] };
    await world.refuses(bad, { status: 401, code: 'credential_malformed' });
  });

  it('lets an app in, and shuts it out, from its next call on', async () => {
    for (let i = 0; i < 3; i += 1) {
      await world.refuses(withKey(ours), NOT_GRANTED);
      expect((await grant(ours.appId)).status).toBe(200);
      await world.allows(withKey(ours));
      expect((await world.server.admin('DELETE', path())).status).toBe(204);
    }
    await world.refuses(withKey(ours), NOT_GRANTED);
  });

  it('is for everybody, or not, from the next call on', async () => {
    await world.change('PATCH', `/admin/apis/${apiId}`, { access: 'all' });
    await world.allows(withKey(ours));
    await world.change('PATCH', `/admin/apis/${apiId}`, { access: 'granted' });
    await world.refuses(withKey(ours), NOT_GRANTED);
  });

  it('serves nobody while it cannot be read who was granted it', async () => {
    const stranger = await world.createKey({}, await world.createApp());
    // Verified already; only the grant is unknown.
    await world.allows({ ...withKey(stranger), target: '/credential' });
    const hide = (from: string, to: string) =>
      withDatabase(world.server, (db) => db.exec(`ALTER TABLE ${from} RENAME TO ${to}`), {
        readonly: false,
      });
    hide('api_grants', 'api_grants_hidden');
    try {
      const { status } = await world.ask(withKey(stranger));
      expect([500, 503]).toContain(status);
    } finally {
      hide('api_grants_hidden', 'api_grants');
    }
    await world.refuses(withKey(stranger), NOT_GRANTED);
  });
});

describe('/admin/apis/{api_id}/grants', () => {
  it('shows, lists and removes grants, and records each change', async () => {
    const app = await world.createApp();
    const first = await grant(app);
    expect(first.body).toMatchObject({ api_id: apiId, app_id: app });
    const again = await grant(app);
    expect(again.body['created_at']).toBe(first.body['created_at']);
    expect((await world.server.admin('GET', path(app))).body).toEqual(again.body);
    const list = `/admin/apis/${apiId}/grants`;
    const pages: string[] = [];
    for (let query = '?limit=1'; query !== '';) {
      const { body } = await world.server.admin<{
        data: { app_id: string }[];
        next_cursor: string | null;
      }>('GET', `${list}${query}`);
      pages.push(...body.data.map(({ app_id: id }) => id));
      query = body.next_cursor === null ? '' : `?limit=1&cursor=${body.next_cursor}`;
    }
    expect(pages).toEqual([app, other]);
    expect((await world.server.admin('DELETE', path(app))).status).toBe(204);
    expect((await world.server.admin('DELETE', path(app))).status).toBe(404);
    const acts = auditOf(world.server, apiId).filter(({ text }) => text.includes(app));
    expect(acts.map(({ action }) => action)).toEqual([
      'api_grant.put',
      'api_grant.put',
      'api_grant.delete',
    ]);
  });

  it.each([
    ['PUT', { app: 'x' }, '#/app'],
    ['PUT', [], '#'],
  ])('refuses %s %j, and changes nothing', async (method, body, pointer) => {
    const answer = await world.unchanged(() => world.server.admin(method, path(), body));
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid_request']);
    expect(answer.body['errors']).toEqual([expect.objectContaining({ pointer })]);
  });

  it('refuses a query that it does not know', async () => {
    const { status } = await world.server.admin('GET', `/admin/apis/${apiId}/grants?page=2`);
    expect(status).toBe(400);
  });

  it.each(['GET', 'PUT', 'DELETE'])('%s finds no API or app that is not there', async (method) => {
    for (const target of [
      `/admin/apis/api_${MISSING}/grants/${ours.appId}`,
      `/admin/apis/${apiId}/grants/app_${MISSING}`,
      `/admin/apis/${apiId}/grants/nonsense`,
    ]) {
      const { status, body } = await world.server.admin(method, target);
      expect([target, status, body['code']]).toEqual([target, 404, 'not_found']);
    }
    const { status } = await world.server.admin('GET', `/admin/apis/api_${MISSING}/grants`);
    expect(status).toBe(404);
  });

  it.each(['GET', 'PUT', 'DELETE'])('%s is for those who may grant', async (method) => {
    const target = `/admin/apis/${apiId}/grants/${other}`;
    const wrong = await world.createKey({ scopes: ['admin:apis'] });
    const right = await world.createKey({ scopes: ['admin:api-grants'] });
    await world.refuses({ method, target }, { status: 401, code: 'credential_missing' });
    await world.refuses(
      { method, target, headers: [`X-API-Key: ${wrong.key}`] },
      { status: 403, code: 'insufficient_scope', scope: 'admin:api-grants' },
    );
    await world.allows({ method, target, headers: [`X-API-Key: ${right.key}`] });
  });

  it('ends with the app, and with the API', async () => {
    const app = await world.createApp();
    const api = await world.createApi('/short', { access: 'granted' });
    await world.server.admin('PUT', `/admin/apis/${api}/grants/${app}`);
    await world.change('DELETE', `/admin/apps/${app}`);
    expect((await world.server.admin('GET', `/admin/apis/${api}/grants`)).body['data']).toEqual([]);
    await world.server.admin('PUT', `/admin/apis/${api}/grants/${other}`);
    await world.change('DELETE', `/admin/apis/${api}`);
    expect((await world.server.admin('GET', `/admin/apis/${api}/grants`)).status).toBe(404);
  });
});

describe('GET /account/apis', () => {
  it('lists what a person’s apps may call, and how; nothing of upstreams and of others', async () => {
    const { id, password } = await world.createUser('olga');
    const app = await world.createApp({ owner_id: id });
    const open = await world.createApi('/open', {
      scopes: [{ name: 'open:read', description: 'Read it' }],
      accept: ['api_key'],
    });
    const hidden = await world.createApi('/hidden', { access: 'granted' });
    const { token } = await world.login('olga', password);
    const list = async () =>
      (
        await world.server.call<{ data: Record<string, unknown>[] }>('GET', '/account/apis', {
          headers: { authorization: `Bearer ${token}` },
        })
      ).body.data;
    const before = await list();
    expect(before.find((api) => api['id'] === open)).toEqual({
      id: open,
      name: 'open',
      audience: `${world.publicUrl}/open`,
      url: `${world.publicUrl}/open`,
      host: null,
      path_prefix: '/open',
      scopes: [{ name: 'open:read', description: 'Read it' }],
      accept: ['api_key'],
      environment: null,
      access: 'all',
      granted_app_ids: [],
    });
    expect(before.map((api) => api['id'])).not.toContain(hidden);
    expect(before.map((api) => api['id'])).not.toContain(apiId);
    await world.server.admin('PUT', `/admin/apis/${hidden}/grants/${app}`);
    const granted = (await list()).find((api) => api['id'] === hidden);
    expect(granted).toMatchObject({ access: 'granted', granted_app_ids: [app] });
  });

  it('refuses a query that it does not know, nobody, and a program without the scope', async () => {
    const { password } = await world.createUser('petra');
    const { token } = await world.login('petra', password);
    const headers = [`Authorization: Bearer ${token}`];
    await world.refuses(
      { target: '/account/apis?limit=0', headers },
      { status: 400, code: 'invalid_request' },
    );
    await world.refuses({ target: '/account/apis' }, { status: 401, code: 'credential_missing' });
    const { key } = await world.createKey({ scopes: ['account:apis'] });
    await world.refuses(
      { target: '/account/apis', headers: [`X-API-Key: ${key}`] },
      { status: 401, code: 'credential_kind_not_accepted' },
    );
  });
});
