import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCompactJws } from '../../../src/kernel/compact-jws.js';
import { authorize, authorizeUrl, Browser } from './browser.js';
import { basic, CALLBACK, type OAuthServer, post, startOAuthServer } from './oauth-server.js';

const ORDERS = 'https://orders.example';
const STOCK = 'https://stock.example';

describe('what a client may have and address', () => {
  let server: OAuthServer;

  beforeAll(async () => {
    server = await startOAuthServer();
    await server.apis.create({
      name: 'Orders',
      audience: ORDERS,
      pathPrefix: '/api/orders',
      scopes: [
        { name: 'orders:read', description: 'Read orders' },
        { name: 'orders:write', description: 'Change orders' },
      ],
    });
    await server.apis.create({
      name: 'Stock',
      audience: STOCK,
      pathPrefix: '/api/stock',
      scopes: [{ name: 'stock:read', description: 'Read the stock' }],
    });
  });
  afterAll(() => server.close());

  type Registered = Awaited<ReturnType<OAuthServer['register']>>;

  const token = ({ id, secret }: Registered, form: Record<string, string>) =>
    post(server, '/oauth/token', form, basic(id, secret));
  const asItself = (client: Registered, form: Record<string, string> = {}) =>
    token(client, { grant_type: 'client_credentials', ...form });
  const redeem = (client: Registered, end: URL, form: Record<string, string> = {}) =>
    token(client, {
      grant_type: 'authorization_code',
      code: end.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
      ...form,
    });
  const audienceOf = (body: Record<string, unknown>) =>
    parseCompactJws(String(body['access_token'])).claims['aud'];

  it('is as itself what machine_scope says, and for users what scope says', async () => {
    const client = await server.register({
      grant_types: ['authorization_code', 'client_credentials'],
      scope: 'openid orders:read',
      machine_scope: 'stock:read',
    });
    const own = await asItself(client);
    expect([own.body['scope'], audienceOf(own.body)]).toEqual(['stock:read', STOCK]);
    const more = await asItself(client, { scope: 'orders:read' });
    expect([more.status, more.body['error']]).toEqual([400, 'invalid_scope']);

    const end = await authorize(server, authorizeUrl(client.id, { scope: 'orders:read' }));
    expect((await redeem(client, end)).body['scope']).toBe('orders:read');
    const { url } = await new Browser(server).open(
      authorizeUrl(client.id, { scope: 'stock:read' }),
    );
    expect(url.searchParams.get('error')).toBe('invalid_scope');
  });

  it('follows scope, but for sign-in, as long as machine_scope is not set', async () => {
    const client = await server.register({
      grant_types: ['client_credentials'],
      scope: 'openid orders:read orders:write',
    });
    expect((await asItself(client)).body['scope']).toBe('orders:read orders:write');
    await server.clients.update(server.ownerApp.id, client.id, { scope: 'orders:read' });
    expect((await asItself(client)).body['scope']).toBe('orders:read');
  });

  it('is bound to its resources as itself', async () => {
    const client = await server.register({
      grant_types: ['client_credentials'],
      scope: 'orders:read stock:read',
      resources: [ORDERS],
    });
    const named = await asItself(client, { resource: ORDERS });
    expect(named.body['scope']).toBe('orders:read');
    for (const resource of [STOCK, server.url]) {
      const { status, body } = await asItself(client, { resource });
      expect([resource, status, body['error']]).toEqual([resource, 400, 'invalid_target']);
    }
    const byScope = await asItself(client, { scope: 'stock:read' });
    expect([byScope.status, byScope.body['error']]).toEqual([400, 'invalid_target']);
    expect(audienceOf((await asItself(client)).body)).toBe(ORDERS);
  });

  it('is bound to its resources for users, who can still be signed in', async () => {
    const client = await server.register({
      scope: 'openid orders:read stock:read',
      resources: [ORDERS, STOCK],
    });
    const signIn = await authorize(server, authorizeUrl(client.id, { scope: 'openid' }));
    expect((await redeem(client, signIn)).body['scope']).toBe('openid');
    await server.clients.update(server.ownerApp.id, client.id, { resources: [ORDERS] });
    const { url } = await new Browser(server).open(
      authorizeUrl(client.id, { scope: 'stock:read', resource: STOCK }),
    );
    expect(url.searchParams.get('error')).toBe('invalid_target');
  });

  it('is asked for again when a code is redeemed and when a token is refreshed', async () => {
    const client = await server.register({ scope: 'orders:read orders:write' });
    const url = authorizeUrl(client.id, { scope: 'orders:read orders:write', resource: ORDERS });
    const change = (changes: object) =>
      server.clients.update(server.ownerApp.id, client.id, changes);

    const first = await redeem(client, await authorize(server, url));
    await change({ scope: 'orders:read' });
    const narrowed = await token(client, {
      grant_type: 'refresh_token',
      refresh_token: String(first.body['refresh_token']),
    });
    expect(narrowed.body['scope']).toBe('orders:read');

    await change({ scope: 'orders:read orders:write' });
    const end = await authorize(server, url);
    await change({ resources: [STOCK] });
    const redeemed = await redeem(client, end);
    expect([redeemed.status, redeemed.body['error']]).toEqual([400, 'invalid_target']);
    const refresh = () =>
      token(client, {
        grant_type: 'refresh_token',
        refresh_token: String(narrowed.body['refresh_token']),
      });
    const refused = await refresh();
    expect([refused.status, refused.body['error']]).toEqual([400, 'invalid_target']);
    // The refresh token is not used up by a refusal.
    await change({ resources: null });
    expect((await refresh()).status).toBe(200);
  });

  it('is, for an MCP client, every scope of the API that it names, and nothing of this server', async () => {
    const client = await server.register({ kind: 'mcp', ...MCP });
    const resource = ORDERS;
    const pkce = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
    const browser = authorizeUrl(client.id, { ...pkce, scope: 'orders:write', resource });
    const end = await authorize(server, browser);
    const { body } = await post(server, '/oauth/token', {
      grant_type: 'authorization_code',
      client_id: client.id,
      code: end.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER,
      resource,
    });
    expect([body['scope'], audienceOf(body)]).toEqual(['orders:write', ORDERS]);
    for (const scope of ['admin:users', 'admin:*', '*', 'nobody:knows']) {
      const { url } = await new Browser(server).open(
        authorizeUrl(client.id, { ...pkce, scope, resource: server.url }),
      );
      expect([scope, url.searchParams.get('error')]).toEqual([scope, 'invalid_scope']);
    }
  });
});

/** RFC 7636, appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
/** What `server.register` would otherwise give a client of any kind. */
const MCP = { token_endpoint_auth_method: 'none', scope: undefined } as const;
