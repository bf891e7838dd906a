import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SELF_REGISTERED_APP_ID } from '../../../src/kernel/client-ids.js';
import { RegistrationTokens } from '../../../src/surfaces/oauth/index.js';
import { authorize, authorizeUrl, Browser } from './browser.js';
import {
  basic,
  CALLBACK,
  type OAuthServer,
  PASSWORD,
  post,
  startOAuthServer,
} from './oauth-server.js';

const MCP = 'https://tools.example/mcp';
/** RFC 7636, appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const pkce = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };

/** Another network for each test, so that one does not use up what another may register. */
let networks = 0;

async function send(
  server: OAuthServer,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(path.startsWith('http') ? path : `${server.url}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': `198.51.100.${networks}`,
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
  };
}

const open = (settings: Record<string, string> = {}) =>
  startOAuthServer({
    OSTIARY_DYNAMIC_REGISTRATION: 'open',
    OSTIARY_TRUSTED_PROXIES: '127.0.0.1',
    ...settings,
  });

describe('dynamic registration, open to all', () => {
  let server: OAuthServer;

  beforeAll(async () => {
    server = await open();
  });
  afterAll(() => server.close());

  const register = (body: unknown, headers?: Record<string, string>) => {
    networks += 1;
    return send(server, 'POST', '/oauth/register', body, headers);
  };

  it('is announced', async () => {
    const { body } = await send(server, 'GET', '/.well-known/openid-configuration', undefined);
    expect(body['registration_endpoint']).toBe(`${server.url}/oauth/register`);
  });

  it('registers a public client, which signs a person in whom the page warns', async () => {
    const { status, body, headers } = await register({
      client_name: 'Handy tool',
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'refresh_token', 'urn:x:unknown'],
      token_endpoint_auth_method: 'none',
    });
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      client_id: expect.stringMatching(/^cli_/) as string,
      client_id_issued_at: expect.any(Number) as number,
      client_name: 'Handy tool',
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      scope: 'openid profile email offline_access',
      registration_access_token: expect.any(String) as string,
      registration_client_uri: `${server.url}/oauth/register/${String(body['client_id'])}`,
    });
    for (const member of ['client_secret', 'introspection', 'allowed_scope', 'app_id', 'kind']) {
      expect(body).not.toHaveProperty(member);
    }
    const id = String(body['client_id']);
    const url = authorizeUrl(id, { ...pkce, scope: 'openid' });
    const browser = new Browser(server);
    const { text } = await browser.submit(await browser.open(url), {
      username: 'alice',
      password: PASSWORD,
    });
    expect(text).toContain('Handy tool');
    expect(text).toContain('Unverified');
    const end = await authorize(server, url);
    const answer = await post(server, '/oauth/token', {
      grant_type: 'authorization_code',
      client_id: id,
      code: end.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER,
    });
    expect(answer.body).toMatchObject({ scope: 'openid', token_type: 'Bearer' });
  });

  it('gives a confidential client a secret once, and asks it for PKCE all the same', async () => {
    const { body } = await register({ redirect_uris: [CALLBACK] });
    expect(body).toMatchObject({
      client_name: 'Unnamed app at client.example',
      token_endpoint_auth_method: 'client_secret_basic',
      client_secret: expect.stringMatching(/^cs_/) as string,
      client_secret_expires_at: 0,
    });
    const id = String(body['client_id']);
    const { url } = await new Browser(server).open(authorizeUrl(id, { scope: 'openid' }));
    expect(url.searchParams.get('error')).toBe('invalid_request');
    const bad = await post(server, '/oauth/token', { grant_type: 'x' }, basic(id, 'cs_x'));
    expect(bad.status).toBe(401);
    const good = basic(id, String(body['client_secret']));
    expect((await post(server, '/oauth/token', { grant_type: 'x' }, good)).status).toBe(400);
    const read = await send(server, 'GET', String(body['registration_client_uri']), undefined, {
      authorization: `Bearer ${String(body['registration_access_token'])}`,
    });
    expect(read.status).toBe(200);
    expect(read.body).not.toHaveProperty('client_secret');
  });

  it.each<[string, object]>([
    ['a script', { redirect_uris: ['javascript:alert(1)'] }],
    ['data', { redirect_uris: ['data:text/html,x'] }],
    ['http to another host', { redirect_uris: ['http://client.example/callback'] }],
    ['a wildcard', { redirect_uris: ['https://*.client.example/callback'] }],
    ['a fragment', { redirect_uris: [`${CALLBACK}#x`] }],
    ['a good one beside a bad one', { redirect_uris: [CALLBACK, 'file:///etc/passwd'] }],
    ['text', { redirect_uris: CALLBACK }],
    ['a number', { redirect_uris: [1] }],
    ['an empty list', { redirect_uris: [] }],
    ['nothing', {}],
  ])('OA45: refuses %s as redirect URI', async (_name, body) => {
    const refused = await register({ token_endpoint_auth_method: 'none', ...body });
    expect([refused.status, refused.body['error']]).toEqual([400, 'invalid_redirect_uri']);
  });

  it('says in plain words which member is missing', async () => {
    const { body } = await register({ client_name: 'Nowhere' });
    expect(body['error_description']).toBe('redirect_uris is required');
  });

  it.each<[string, object]>([
    ['machine tokens', { grant_types: ['client_credentials'] }],
    ['machine tokens beside codes', { grant_types: ['authorization_code', 'client_credentials'] }],
    ['no codes', { grant_types: ['refresh_token'] }],
    ['tokens from the front', { response_types: ['token'] }],
    ['an unknown method', { token_endpoint_auth_method: 'tls_client_auth' }],
    ['a method without keys', { token_endpoint_auth_method: 'private_key_jwt' }],
    ['a shared key', { jwks: { keys: [{ kty: 'oct', k: 'AAAA' }] } }],
    ['a logo that is a script', { logo_uri: 'javascript:alert(1)' }],
  ])('refuses %s', async (_name, body) => {
    const refused = await register({ redirect_uris: [CALLBACK], ...body });
    expect([refused.status, refused.body['error']]).toEqual([400, 'invalid_client_metadata']);
  });

  it('grants no more than the operator’s list, whatever is asked for', async () => {
    const { body } = await register({
      redirect_uris: [CALLBACK],
      scope: 'openid admin:users orders:read *',
      kind: 'machine',
      allowed_scope: 'admin:*',
      machine_scope: 'admin:*',
      require_pkce: false,
      introspection: 'any',
      self_registered: false,
      strangers_registration: { scope: 'admin:*' },
      app_id: server.ownerApp.id,
      owner_id: server.user.id,
      client_id: 'cli_mine',
      client_secret: 'mine',
    });
    expect(body['scope']).toBe('openid');
    expect(body['client_id']).not.toBe('cli_mine');
    expect(body['client_secret']).not.toBe('mine');
    const stored = await server.clients.get(SELF_REGISTERED_APP_ID, String(body['client_id']));
    expect(stored).toMatchObject({
      scope: 'openid',
      machineScope: null,
      requirePkce: true,
      introspection: 'own',
      kind: 'web',
    });
    const { url } = await new Browser(server).open(
      authorizeUrl(stored.id, { ...pkce, scope: 'admin:users' }),
    );
    expect(url.searchParams.get('error')).toBe('invalid_scope');
  });

  it('lets the client manage itself with its registration access token, and nobody else', async () => {
    const { body } = await register({ redirect_uris: [CALLBACK], client_name: 'Before' });
    const other = await register({ redirect_uris: [CALLBACK] });
    const address = String(body['registration_client_uri']);
    const as = (token: unknown) => ({ authorization: `Bearer ${String(token)}` });
    const own = as(body['registration_access_token']);
    const changes = {
      client_id: body['client_id'],
      client_name: 'After',
      redirect_uris: [`${CALLBACK}/2`],
    };
    for (const headers of [{}, as('x')] as Record<string, string>[]) {
      expect((await send(server, 'PUT', address, changes, headers)).status).toBe(401);
    }
    const stolen = as(other.body['registration_access_token']);
    expect((await send(server, 'PUT', address, changes, stolen)).status).toBe(401);
    const id = String(body['client_id']);
    const resources = ['https://orders.example'];
    await server.clients.update(SELF_REGISTERED_APP_ID, id, { resources });
    const changed = await send(server, 'PUT', address, changes, own);
    expect(await server.clients.get(SELF_REGISTERED_APP_ID, id)).toMatchObject({ resources });
    expect([changed.status, changed.body['client_name']]).toEqual([200, 'After']);
    expect(changed.body).not.toHaveProperty('client_secret');
    const bad = { ...changes, redirect_uris: ['javascript:1'] };
    expect((await send(server, 'PUT', address, bad, own)).body['error']).toBe(
      'invalid_redirect_uri',
    );
    expect((await send(server, 'DELETE', address, undefined, own)).status).toBe(204);
    expect((await send(server, 'GET', address, undefined, own)).status).toBe(401);
    await expect(server.clients.get(SELF_REGISTERED_APP_ID, id)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('is visible to the administrator, who can stop one client or all of them', async () => {
    const { body } = await register({ redirect_uris: [CALLBACK] });
    const id = String(body['client_id']);
    const page = await server.clients.list(SELF_REGISTERED_APP_ID, 200, null);
    expect(page.items.map((client) => client.id)).toContain(id);
    const ask = () =>
      post(server, '/oauth/token', { grant_type: 'x' }, basic(id, String(body['client_secret'])));
    expect((await ask()).status).toBe(400);
    await server.clients.update(SELF_REGISTERED_APP_ID, id, { enabled: false });
    expect((await ask()).status).toBe(401);
    await server.clients.update(SELF_REGISTERED_APP_ID, id, { enabled: true });
    await server.apps.update(SELF_REGISTERED_APP_ID, { enabled: false });
    expect((await ask()).status).toBe(401);
    await server.apps.update(SELF_REGISTERED_APP_ID, { enabled: true });
  });

  it('registers a few clients per network and hour', async () => {
    networks += 1;
    const statuses: number[] = [];
    for (let count = 0; count < 21; count += 1) {
      const { status } = await send(server, 'POST', '/oauth/register', {
        redirect_uris: [CALLBACK],
      });
      statuses.push(status);
    }
    expect(statuses).toEqual([...Array<number>(20).fill(201), 429]);
    networks += 1;
    const elsewhere = await send(server, 'POST', '/oauth/register', { redirect_uris: [CALLBACK] });
    expect(elsewhere.status).toBe(201);
  });

  it('lets a program in a browser register, from wherever it was loaded', async () => {
    const origin = { origin: 'https://inspector.example' };
    const asked = await send(server, 'OPTIONS', '/oauth/register', undefined, {
      ...origin,
      'access-control-request-method': 'POST',
    });
    expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'content-type',
    ]);
    const { headers, status } = await register({ redirect_uris: [CALLBACK] }, origin);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([201, '*']);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('says in ASCII what is wrong (RFC 7591 §3.2.2)', async () => {
    const { status, body } = await register({
      redirect_uris: [CALLBACK],
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [] },
      jwks_uri: 'https://app.example/keys',
    });
    expect(status).toBe(400);
    expect(body['error_description']).toMatch(/^jwks_uri: [\x20-\x7e]+$/);
  });

  it('refuses what is no JSON object', async () => {
    for (const body of [[], 'x', 1, null]) {
      const refused = await register(body);
      expect([refused.status, refused.body['error']]).toEqual([400, 'invalid_request']);
    }
  });
});

describe('dynamic registration with scopes of APIs', () => {
  it('lets a client ask for any scope of a protected API where the operator says so', async () => {
    const server = await open({ OSTIARY_SELF_REGISTERED_SCOPES: 'openid *' });
    await server.apis.create({
      name: 'Tools',
      audience: MCP,
      pathPrefix: '/mcp',
      scopes: [{ name: 'tools:use', description: 'Use tools' }],
    });
    const { body } = await send(server, 'POST', '/oauth/register', {
      redirect_uris: ['http://127.0.0.1:33418/callback'],
      token_endpoint_auth_method: 'none',
      scope: 'tools:use',
    });
    expect(body['scope']).toBe('openid');
    const asked = (scope: string) =>
      new Browser(server).open(
        authorizeUrl(String(body['client_id']), {
          ...pkce,
          scope,
          resource: MCP,
          redirect_uri: 'http://127.0.0.1:50123/callback',
        }),
      );
    expect((await asked('tools:use')).url.pathname).toMatch(/^\/interaction\//);
    expect((await asked('admin:users')).url.searchParams.get('error')).toBe('invalid_scope');
    await server.close();
  });
});

describe('dynamic registration with initial access tokens', () => {
  it('takes those that an administrator issued, until they end', async () => {
    const server = await startOAuthServer({ OSTIARY_DYNAMIC_REGISTRATION: 'token' });
    const { token, expiresAt } = await server.app
      .get(RegistrationTokens, { strict: false })
      .issue(60);
    expect(expiresAt).toBeGreaterThan(Date.now());
    const register = (headers: Record<string, string>) =>
      send(server, 'POST', '/oauth/register', { redirect_uris: [CALLBACK] }, headers);
    for (const headers of [{}, { authorization: 'Bearer x' }] as Record<string, string>[]) {
      const { status, headers: answered } = await register(headers);
      expect(status).toBe(401);
      expect(answered.get('www-authenticate')).toMatch(/^Bearer /);
    }
    expect((await register({ authorization: `Bearer ${token}` })).status).toBe(201);
    await server.close();
  });
});

describe('dynamic registration, off', () => {
  it('OA45: is no endpoint, and is not announced', async () => {
    const server = await startOAuthServer();
    for (const method of ['POST', 'GET']) {
      const body = method === 'POST' ? { redirect_uris: [CALLBACK] } : undefined;
      expect((await send(server, method, '/oauth/register', body)).status).toBe(404);
    }
    const { body } = await send(server, 'GET', '/.well-known/openid-configuration', undefined);
    expect(body).not.toHaveProperty('registration_endpoint');
    expect(body).not.toHaveProperty('client_id_metadata_document_supported');
    await server.close();
  });
});
