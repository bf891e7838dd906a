import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { epochSeconds, hmac, makeJws, type Members, readJws } from '../../harness/jws.js';
import { type Ask, type CreatedAccessKey, type CreatedKey, World } from '../../harness/world.js';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const TYPE = {
  apiKey: 'urn:ostiary:params:oauth:token-type:api_key',
  jwt: 'urn:ietf:params:oauth:token-type:jwt',
  accessToken: 'urn:ietf:params:oauth:token-type:access_token',
};
const HARBOUR = 'https://harbour.example';
const CLIENT = {
  client_name: 'Worker',
  grant_types: ['client_credentials', JWT_BEARER, EXCHANGE],
  machine_scope: 'ships:read ships:write boats:read admin:users',
};
const SCOPES = ['ships:read', 'ships:write', 'admin:users'];

interface Client {
  readonly client_id: string;
  readonly client_secret: string;
}

/** Access tokens that are exchanged for API keys, signed tokens and other access tokens. */
describe('exchanged access tokens', () => {
  let world: World;
  let client: Client;

  beforeAll(async () => {
    world = await World.open();
    const every = ['api_key', 'access_token', 'login_token', 'app_token', 'person_token'];
    await world.createApi('/harbour', {
      audience: HARBOUR,
      scopes: [
        { name: 'ships:read', description: 'See ships' },
        { name: 'ships:write', description: 'Move ships' },
      ],
      accept: every,
      routes: [{ methods: ['POST'], path: '/*', scopes: ['ships:write'] }],
    });
    await world.createApi('/marina', {
      audience: 'marina',
      scopes: [{ name: 'boats:read', description: 'See boats' }],
      accept: every,
    });
    client = await createClient();
  });
  afterAll(() => world.close());

  const createClient = (body: Members = {}, appId = world.appId): Promise<Client> =>
    world.create<Client>(`/admin/apps/${appId}/oauth-clients`, { ...CLIENT, ...body });
  const ask = async (form: Record<string, string>, by: Client = client) => {
    const response = await fetch(world.server.url('/oauth/token'), {
      method: 'POST',
      body: new URLSearchParams({
        client_id: by.client_id,
        client_secret: by.client_secret,
        ...form,
      }),
    });
    const body = (await response.json()) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body };
  };
  const assertion = ({ ak, sk }: CreatedAccessKey, claims: Members = {}): string =>
    makeJws(
      { alg: 'HS256' },
      {
        iss: ak,
        sub: ak,
        typ: 'app_token',
        iat: epochSeconds(),
        exp: epochSeconds(600),
        ...claims,
      },
      hmac(sk),
    );
  const bear = (token: string, form: Record<string, string> = {}, by = client) =>
    ask({ grant_type: JWT_BEARER, assertion: token, ...form }, by);
  const exchange = (
    token: string,
    type: string,
    form: Record<string, string> = {},
    by: Client = client,
  ) => ask({ grant_type: EXCHANGE, subject_token: token, subject_token_type: type, ...form }, by);
  const at = (token: unknown, target = '/harbour/x', method = 'GET'): Ask => ({
    method,
    target,
    headers: [`Authorization: Bearer ${String(token)}`],
  });
  const good = async (answer: ReturnType<typeof ask>): Promise<string> => {
    const { status, body } = await answer;
    expect([status, body['error_description']]).toEqual([200, undefined]);
    return String(body['access_token']);
  };
  const upstreamSees = (name: string) => world.recorder.last().header(name);

  it('a signed token of an app is a grant for its client (RFC 7523)', async () => {
    const pair = await world.createAccessKey({ scopes: SCOPES });
    const { status, body, headers } = await bear(assertion(pair), { resource: HARBOUR });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: expect.any(Number),
      scope: 'ships:read ships:write',
    });
    const { header, claims } = readJws(String(body['access_token']));
    expect(header['typ']).toBe('at+jwt');
    expect(claims).toMatchObject({ sub: pair.ak, client_id: client.client_id, aud: HARBOUR });
    await world.allows(at(body['access_token'], '/harbour/x', 'POST'));
    expect(upstreamSees('x-auth-kind')).toEqual(['access_token']);
    expect(upstreamSees('x-auth-subject')).toEqual([pair.ak]);
    expect(upstreamSees('x-auth-credential')).toEqual([pair.id]);
  });

  it('may be shown again until it expires, and its token lives no longer than it', async () => {
    const pair = await world.createAccessKey({ scopes: SCOPES });
    const token = assertion(pair, { exp: epochSeconds(100), jti: 'once' });
    for (let round = 0; round < 2; round += 1) {
      const { body } = await bear(token, { scope: 'ships:read' });
      expect(body['scope']).toBe('ships:read');
      expect(Number(body['expires_in'])).toBeLessThanOrEqual(100);
    }
  });

  it('a person of an app is never a user of this server, whatever it is called', async () => {
    const { id: userId } = await world.createUser('captain', { roles: ['admin'] });
    const pair = await world.createAccessKey({ scopes: SCOPES });
    const person = { typ: 'person_token', sub: userId, roles: ['admin'], groups: ['crew'] };
    const token = await good(bear(assertion(pair, person), { resource: HARBOUR }));
    await world.allows(at(token));
    expect(upstreamSees('x-auth-subject')).toEqual([`${world.appId}:${userId}`]);
    expect(upstreamSees('x-auth-roles')).toEqual(['admin']);
    expect(upstreamSees('x-auth-groups')).toEqual(['crew']);
    // Here its roles are nobody's, and scopes of the administration cannot be had with it.
    const refused = await bear(assertion(pair, person), { scope: 'admin:users' });
    expect([refused.status, refused.body['error']]).toEqual([400, 'invalid_scope']);
    const own = await good(bear(assertion(pair, person), { resource: world.publicUrl }));
    await world.refuses(at(own, '/admin/users'), {
      status: 403,
      code: 'insufficient_scope',
      scope: 'admin:users',
    });
    const userinfo = await fetch(world.server.url('/oauth/userinfo'), {
      headers: { authorization: `Bearer ${own}` },
    });
    expect(userinfo.status).toBe(403);
  });

  it.each<[string, Members, string]>([
    ['an expired one', { exp: epochSeconds(-60), iat: epochSeconds(-120) }, 'expired'],
    ['one that is made for too long', { exp: epochSeconds(9000) }, '7200'],
    ['one for another person than its AK', { sub: 'x' }, 'sub'],
    ['one without a type', { typ: 'x' }, 'typ'],
  ])('%s is no grant, and the holder is told why', async (_what, claims, reason) => {
    const pair = await world.createAccessKey({ scopes: SCOPES });
    const { status, body } = await bear(assertion(pair, claims));
    expect([status, body['error']]).toEqual([400, 'invalid_grant']);
    expect(body['error_description']).toContain(reason);
    expect(Object.keys(body)).toEqual(['error', 'error_description']);
  });

  it('what the door says of an access key holds here: types, addresses, origins, roles', async () => {
    const types = await world.createAccessKey({ token_types: ['person_token'] });
    const address = await world.createAccessKey({ ip_allowlist: ['203.0.113.0/24'] });
    const origin = await world.createAccessKey({ origin_allowlist: ['https://app.example'] });
    const roles = await world.createAccessKey({ assertable_roles: ['crew'] });
    const other = await world.createAccessKey({}, await world.createApp());
    const boss = { typ: 'person_token', sub: 'u', roles: ['boss'] };
    for (const token of [
      assertion(types),
      assertion(address),
      assertion(origin),
      assertion(roles, boss),
      assertion(other),
      assertion({ ...types, sk: other.sk }, { typ: 'person_token', sub: 'u' }),
    ]) {
      const { status, body } = await bear(token);
      expect([status, body['error']]).toEqual([400, 'invalid_grant']);
    }
  });

  it('an API key is exchanged for a token that can do less (RFC 8693)', async () => {
    const { key, id } = await world.createKey({ scopes: SCOPES });
    const { status, body } = await exchange(key, TYPE.apiKey, {
      scope: 'ships:read',
      audience: HARBOUR,
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 900,
      scope: 'ships:read',
      issued_token_type: TYPE.accessToken,
    });
    const token = body['access_token'];
    await world.allows(at(token));
    expect(upstreamSees('x-auth-subject')).toEqual([world.appId]);
    expect(upstreamSees('x-auth-credential')).toEqual([id]);
    await world.refuses(at(token, '/harbour/x', 'POST'), {
      status: 403,
      code: 'insufficient_scope',
      scope: 'ships:write',
    });
    await world.refuses(at(token, '/marina/x'), { status: 401, code: 'token_wrong_audience' });
  });

  it('names a target that is not a URI by its audience', async () => {
    const { key } = await world.createKey({ scopes: ['boats:read'] });
    const token = await good(exchange(key, TYPE.apiKey, { audience: 'marina' }));
    await world.allows(at(token, '/marina/x'));
    await good(exchange(key, TYPE.apiKey));
  });

  it('signed tokens are exchanged too, and an API key may keep its administration', async () => {
    const pair = await world.createAccessKey({ scopes: SCOPES });
    const token = await good(exchange(assertion(pair), TYPE.jwt, { resource: HARBOUR }));
    await world.allows(at(token));
    const { key } = await world.createKey({ scopes: SCOPES });
    const admin = await good(exchange(key, TYPE.apiKey, { scope: 'admin:users' }));
    await world.allows(at(admin, '/admin/users'));
    await world.refuses(at(admin, '/admin/apps'), {
      status: 403,
      code: 'insufficient_scope',
      scope: 'admin:apps',
    });
  });

  it('an access token is copied with fewer scopes, for the same API and client', async () => {
    const form = { grant_type: 'client_credentials', scope: 'ships:read ships:write' };
    const full = await good(ask({ ...form, resource: HARBOUR }));
    const token = await good(exchange(full, TYPE.accessToken, { scope: 'ships:read' }));
    await world.allows(at(token));
    await world.refuses(at(token, '/harbour/x', 'POST'), {
      status: 403,
      code: 'insufficient_scope',
      scope: 'ships:write',
    });
    for (const [error, answer] of [
      ['invalid_scope', exchange(full, TYPE.accessToken, { scope: 'boats:read' })],
      ['invalid_target', exchange(full, TYPE.accessToken, { audience: 'marina' })],
      ['invalid_request', exchange(token, TYPE.accessToken)],
      ['invalid_request', exchange(full, TYPE.accessToken, {}, await createClient())],
    ] as const) {
      const { status, body } = await answer;
      expect([status, body['error']]).toEqual([400, error]);
    }
    // A copy ends with its original, on the next call.
    const body = new URLSearchParams({ ...client, token: full });
    const revoked = await fetch(world.server.url('/oauth/revoke'), { method: 'POST', body });
    expect(revoked.status).toBe(200);
    await world.refuses(at(token), { status: 401, code: 'token_revoked' });
  });

  it.each<[string, Record<string, string>]>([
    ['no subject_token', { subject_token: '' }],
    ['no subject_token_type', { subject_token_type: '' }],
    ['an unknown type', { subject_token_type: 'urn:ietf:params:oauth:token-type:saml2' }],
    ['the name of a member of every object', { subject_token_type: '__proto__' }],
    ['the wrong type', { subject_token_type: TYPE.jwt }],
    ['another wrong type', { subject_token_type: TYPE.accessToken }],
    ['an actor', { actor_token: 'x', actor_token_type: TYPE.jwt }],
    ['another kind of token', { requested_token_type: TYPE.jwt }],
  ])('is refused with invalid_request for %s (RFC 8693 §2.2.2)', async (_what, form) => {
    const { key } = await world.createKey({ scopes: SCOPES });
    const { status, body } = await exchange(key, TYPE.apiKey, form);
    expect([status, body['error']]).toEqual([400, 'invalid_request']);
    expect(JSON.stringify(body)).not.toContain(key);
  });

  it('is refused for what is no good credential, another app’s, or too much', async () => {
    const { key } = await world.createKey({ scopes: ['ships:read'] });
    const other = await world.createKey({ scopes: SCOPES }, await world.createApp());
    const near = await world.createKey({ scopes: SCOPES, ip_allowlist: ['203.0.113.0/24'] });
    const login = await world.server.loginAsAdmin();
    for (const [error, answer] of [
      ['invalid_request', exchange(`${key}x`, TYPE.apiKey)],
      ['invalid_request', exchange(other.key, TYPE.apiKey)],
      ['invalid_request', exchange(near.key, TYPE.apiKey)],
      ['invalid_request', exchange(login, TYPE.accessToken)],
      ['invalid_scope', exchange(key, TYPE.apiKey, { scope: 'ships:write' })],
      ['invalid_target', exchange(key, TYPE.apiKey, { resource: 'https://elsewhere.example' })],
      ['invalid_target', exchange(key, TYPE.apiKey, { resource: HARBOUR, audience: 'marina' })],
      ['invalid_client', exchange(key, TYPE.apiKey, {}, { ...client, client_secret: 'x' })],
    ] as const) {
      const { body } = await answer;
      expect(body['error']).toBe(error);
    }
    // The client may have that scope: it is the key that lacks it.
    const { body } = await exchange(key, TYPE.apiKey, { scope: 'ships:write' });
    expect(body['error_description']).toBe(
      'client and credential do not both have the scope ships:write',
    );
  });

  it('is for clients that keep a secret and are registered for it', async () => {
    const { body } = await world.server.admin('POST', `/admin/apps/${world.appId}/oauth-clients`, {
      client_name: 'x',
      grant_types: [EXCHANGE],
      token_endpoint_auth_method: 'none',
    });
    expect(body['code']).toBe('invalid_request');
    const plain = await createClient({ grant_types: ['client_credentials'] });
    const { key } = await world.createKey({ scopes: SCOPES });
    const refused = await exchange(key, TYPE.apiKey, {}, plain);
    expect([refused.status, refused.body['error']]).toEqual([400, 'invalid_request']);
  });

  it('keeps to the addresses and the limit of the key that it came from', async () => {
    const limited = await world.createKey({
      scopes: ['ships:read'],
      ip_allowlist: ['127.0.0.1/32', '::1/128'],
      rate_limit: { limit: 3, window_seconds: 600 },
    });
    const token = await good(exchange(limited.key, TYPE.apiKey));
    await world.refuses(
      { ...at(token), from: '127.0.0.2' },
      { status: 403, code: 'ip_not_allowed' },
    );
    await world.allows(at(token));
    await world.allows(at(limited.key));
    await world.allows(at(token));
    expect((await world.ask(at(token))).status).toBe(429);
    expect((await world.ask(at(limited.key))).status).toBe(429);
  });

  const keyPath = ({ appId, id }: CreatedKey) => `/admin/apps/${appId}/api-keys/${id}`;
  const pairPath = ({ appId, id }: CreatedAccessKey) => `/admin/apps/${appId}/access-keys/${id}`;

  it.each<[string, (key: CreatedKey, by: Client) => Promise<unknown>]>([
    ['revoking the key', (key) => world.change('DELETE', keyPath(key))],
    ['disabling the key', (key) => world.change('PATCH', keyPath(key), { enabled: false })],
    [
      'rotating the key without overlap',
      (key) => world.change('POST', `${keyPath(key)}/rotate`, { overlap_seconds: 0 }),
    ],
    [
      'removing the client',
      ({ appId }, by) =>
        world.change('DELETE', `/admin/apps/${appId}/oauth-clients/${by.client_id}`),
    ],
    [
      'disabling the app',
      ({ appId }) => world.change('PATCH', `/admin/apps/${appId}`, { enabled: false }),
    ],
    ['removing the app', ({ appId }) => world.change('DELETE', `/admin/apps/${appId}`)],
  ])('dies on the next call, at gateway and decorators, with %s', async (_what, end) => {
    const appId = await world.createApp();
    const by = await createClient({}, appId);
    const key = await world.createKey({ scopes: SCOPES }, appId);
    const there = await good(exchange(key.key, TYPE.apiKey, { resource: HARBOUR }, by));
    const here = await good(exchange(key.key, TYPE.apiKey, { resource: world.publicUrl }, by));
    const copy = await good(exchange(there, TYPE.accessToken, {}, by));
    for (const call of [at(there), at(copy), at(here, '/profile')]) await world.allows(call);
    await end(key, by);
    for (const call of [at(there), at(copy), at(here, '/profile')]) {
      await world.refuses(call, { status: 401, code: ['token_revoked', 'app_disabled'] });
    }
  });

  it.each<[string, (pair: CreatedAccessKey) => Promise<unknown>]>([
    ['revoking the access key', (pair) => world.change('DELETE', pairPath(pair))],
    [
      'rotating its SK without overlap',
      (pair) => world.change('POST', `${pairPath(pair)}/rotate`, { overlap_seconds: 0 }),
    ],
  ])('dies on the next call with %s', async (_what, end) => {
    const pair = await world.createAccessKey({ scopes: SCOPES });
    const token = await good(bear(assertion(pair)));
    await world.allows(at(token));
    await end(pair);
    await world.refuses(at(token), { status: 401, code: 'token_revoked' });
  });

  it('loses on the next call the scopes that its credential loses', async () => {
    const key = await world.createKey({ scopes: SCOPES });
    const pair = await world.createAccessKey({ scopes: SCOPES });
    const tokens = [
      await good(exchange(key.key, TYPE.apiKey, { resource: HARBOUR })),
      await good(bear(assertion(pair), { resource: HARBOUR })),
    ];
    for (const token of tokens) await world.allows(at(token, '/harbour/x', 'POST'));
    await world.change('PATCH', keyPath(key), { scopes: ['ships:read'] });
    await world.change('PATCH', pairPath(pair), { scopes: ['ships:read'] });
    for (const token of tokens) {
      await world.allows(at(token));
      await world.refuses(at(token, '/harbour/x', 'POST'), {
        status: 403,
        code: 'insufficient_scope',
        scope: 'ships:write',
      });
    }
  });

  it('lives on with the key that replaces nothing: a rotation with overlap', async () => {
    const key = await world.createKey({ scopes: SCOPES });
    const token = await good(exchange(key.key, TYPE.apiKey, { resource: HARBOUR }));
    await world.change('POST', `${keyPath(key)}/rotate`, { overlap_seconds: 600 });
    await world.allows(at(token));
  });

  it('is introspected and revoked by its client, and counted by grant', async () => {
    const pair = await world.createAccessKey({ scopes: SCOPES });
    const token = await good(bear(assertion(pair)));
    const body = new URLSearchParams({ ...client, token });
    const answer = await fetch(world.server.url('/oauth/introspect'), { method: 'POST', body });
    expect(await answer.json()).toMatchObject({
      active: true,
      sub: pair.ak,
      kind: 'access_token',
      credential_id: pair.id,
    });
    await fetch(world.server.url('/oauth/revoke'), { method: 'POST', body });
    await world.refuses(at(token), { status: 401, code: 'token_revoked' });
    const metrics = await (await fetch(world.server.url('/metrics'))).text();
    expect(metrics).toContain(`ostiary_tokens_issued_total{grant="${JWT_BEARER}"}`);
    expect(metrics).toContain(`ostiary_tokens_issued_total{grant="${EXCHANGE}"}`);
  });
});
