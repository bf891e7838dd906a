import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { clientRowId, SELF_REGISTERED_APP_ID } from '../../../src/kernel/client-ids.js';
import { parseCompactJws } from '../../../src/kernel/compact-jws.js';
import { OutboundFetch } from '../../../src/platform/outbound/index.js';
import { authorize, authorizeUrl, Browser } from './browser.js';
import { CALLBACK, type OAuthServer, PASSWORD, post, startOAuthServer } from './oauth-server.js';

/** RFC 7636, appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const pkce = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };

const describing = (url: string, changes: object = {}) => ({
  client_id: url,
  client_name: 'Agent',
  redirect_uris: [CALLBACK],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
  ...changes,
});

let documents = 0;
/** A URL that no other test has used: what was fetched is kept for a while. */
const newUrl = () => `https://apps.example/client-${(documents += 1)}.json`;

describe('a client that is known by its metadata document', () => {
  let server: OAuthServer;

  beforeAll(async () => {
    server = await startOAuthServer({
      OSTIARY_CLIENT_METADATA_DOCUMENTS: 'true',
      OSTIARY_CLIENT_METADATA_HOSTS: 'apps.example',
    });
  });
  afterAll(() => server.close());
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const serve = (document: unknown, init?: ResponseInit) =>
    vi
      .spyOn(OutboundFetch.prototype, 'fetch')
      .mockImplementation(() => Promise.resolve(Response.json(document, init)));
  const ask = (url: string, parameters: Record<string, string> = {}) =>
    new Browser(server).open(authorizeUrl(url, { ...pkce, scope: 'openid', ...parameters }));
  const redeem = async (url: string) => {
    const end = await authorize(server, authorizeUrl(url, { ...pkce, scope: 'openid' }));
    return post(server, '/oauth/token', {
      grant_type: 'authorization_code',
      client_id: url,
      code: end.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER,
    });
  };

  it('is announced', async () => {
    const response = await fetch(`${server.url}/.well-known/oauth-authorization-server`);
    expect(await response.json()).toMatchObject({ client_id_metadata_document_supported: true });
  });

  it('signs a person in, whom the page warns, and refreshes; one fetch is enough', async () => {
    const url = newUrl();
    const fetched = serve(describing(url));
    const browser = new Browser(server);
    const page = await browser.open(authorizeUrl(url, { ...pkce, scope: 'openid' }));
    const { text } = await browser.submit(page, { username: 'alice', password: PASSWORD });
    expect(text).toContain('Agent');
    expect(text).toContain('Unverified');
    const { body } = await redeem(url);
    expect(body).toMatchObject({ token_type: 'Bearer', scope: 'openid' });
    const refreshed = await post(server, '/oauth/token', {
      grant_type: 'refresh_token',
      client_id: url,
      refresh_token: String(body['refresh_token']),
    });
    expect(refreshed.status).toBe(200);
    expect(fetched.mock.calls).toEqual([[url]]);
  });

  it('has a token whose principal names the row that an administrator sees', async () => {
    const url = newUrl();
    serve(describing(url));
    const { body } = await redeem(url);
    const token = String(body['access_token']);
    expect(parseCompactJws(token).claims['client_id']).toBe(url);
    const id = clientRowId(url);
    expect(await server.verified(token)).toMatchObject({
      principal: { credentialId: id, appId: SELF_REGISTERED_APP_ID, subject: server.user.id },
    });
    const client = await server.clients.get(SELF_REGISTERED_APP_ID, id);
    expect(client).toMatchObject({ metadataUrl: url, clientName: 'Agent', requirePkce: true });
  });

  it('is stopped by an administrator, its tokens included, and stays so', async () => {
    const url = newUrl();
    serve(describing(url));
    const token = String((await redeem(url)).body['access_token']);
    await server.clients.update(SELF_REGISTERED_APP_ID, clientRowId(url), { enabled: false });
    expect(await server.verified(token)).toMatchObject({ code: 'token_revoked' });
    expect((await ask(url)).status).toBe(400);
    await server.clients.update(SELF_REGISTERED_APP_ID, clientRowId(url), { enabled: true });
    expect((await ask(url)).url.pathname).toMatch(/^\/interaction\//);
  });

  it('stays confined to the APIs that an administrator has named', async () => {
    const url = newUrl();
    serve(describing(url));
    await ask(url);
    const resources = ['https://orders.example'];
    await server.clients.update(SELF_REGISTERED_APP_ID, clientRowId(url), { resources });
    await ask(url);
    const client = await server.clients.get(SELF_REGISTERED_APP_ID, clientRowId(url));
    expect(client.resources).toEqual(resources);
  });

  it('gets nothing beyond the operator’s list, whatever its document says', async () => {
    const url = newUrl();
    serve(
      describing(url, {
        scope: 'openid admin:users orders:read',
        kind: 'machine',
        allowed_scope: 'admin:*',
        machine_scope: 'admin:*',
        introspection: 'any',
        require_pkce: false,
        self_registered: false,
        owner_id: server.user.id,
        strangers_registration: {
          client_name: 'Bank',
          redirect_uris: [CALLBACK],
          scope: 'admin:*',
        },
        sector_identifier_uri: 'https://inner.example/',
      }),
    );
    const browser = new Browser(server);
    const page = await browser.open(authorizeUrl(url, { ...pkce, scope: 'openid' }));
    const { text } = await browser.submit(page, { username: 'alice', password: PASSWORD });
    expect(text).toContain('Unverified');
    expect((await ask(url, { scope: 'admin:users' })).url.searchParams.get('error')).toBe(
      'invalid_scope',
    );
    const plain = await new Browser(server).open(authorizeUrl(url, { scope: 'openid' }));
    expect(plain.url.searchParams.get('error')).toBe('invalid_request');
    const client = await server.clients.get(SELF_REGISTERED_APP_ID, clientRowId(url));
    expect(client).toMatchObject({ scope: 'openid', machineScope: null, introspection: 'own' });
  });

  it('OA45: is nobody when its URL is spelled otherwise, whatever its document says of itself', async () => {
    const url = newUrl().replace('https:', 'HTTPS:');
    const wish = { client_name: 'Bank', redirect_uris: [CALLBACK], scope: 'openid admin:*' };
    const fetched = serve(
      describing(url, { allowed_scope: 'openid admin:*', strangers_registration: wish }),
    );
    expect((await ask(url)).status).toBe(400);
    expect((await ask(url, { scope: 'admin:*' })).status).toBe(400);
    expect(fetched).not.toHaveBeenCalled();
    const { items } = await server.clients.list(SELF_REGISTERED_APP_ID, 200, null);
    expect(items.filter(({ clientName }) => clientName === 'Bank')).toEqual([]);
  });

  it.each<[string, (url: string) => unknown]>([
    ['is of another client', () => describing('https://apps.example/other.json')],
    ['names a secret', (url) => describing(url, { client_secret: 'x' })],
    [
      'wants to use a secret',
      (url) => describing(url, { token_endpoint_auth_method: 'client_secret_post' }),
    ],
    [
      'has a script for a redirect URI',
      (url) => describing(url, { redirect_uris: ['javascript:1'] }),
    ],
    ['has a wildcard in it', (url) => describing(url, { redirect_uris: ['https://*.a.example/'] })],
    ['wants machine tokens', (url) => describing(url, { grant_types: ['client_credentials'] })],
    ['has no redirect URI', (url) => describing(url, { redirect_uris: undefined })],
    ['is a list', (url) => [describing(url)]],
  ])('is refused when its document %s', async (_name, document) => {
    const url = newUrl();
    serve(document(url));
    const { status, url: end } = await ask(url);
    expect([status, end.pathname]).toEqual([400, '/oauth/authorize']);
    await expect(
      server.clients.get(SELF_REGISTERED_APP_ID, clientRowId(url)),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is refused when its document cannot be had, and the page does not say why', async () => {
    const url = newUrl();
    vi.spyOn(OutboundFetch.prototype, 'fetch').mockRejectedValue(new Error('10.0.0.7 refused'));
    const { status, text } = await ask(url);
    expect(status).toBe(400);
    expect(text).not.toContain('10.0.0.7');
    serve({}, { status: 302 });
    expect((await ask(newUrl())).status).toBe(400);
  });

  it.each([
    'https://elsewhere.example/client.json',
    'https://apps.example:8443/client.json',
    'http://apps.example/client.json',
    'https://apps.example@evil.example/client.json',
    'https://user@apps.example/client.json',
    'https://apps.example/a/../client.json',
    'https://apps.example/client.json#x',
    'https://127.0.0.1/client.json',
  ])('is not even fetched from %s', async (url) => {
    const fetched = serve(describing(url));
    expect((await ask(url)).status).toBe(400);
    expect(fetched).not.toHaveBeenCalled();
  });
});
