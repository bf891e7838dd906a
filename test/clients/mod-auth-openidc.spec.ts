import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../harness/free-port.js';
import { startServer, type TestServer } from '../harness/server.js';
import { type Apache, startApache } from './apache.js';
import { createApp, createOAuthClient, publicUrlOf, type Created } from './consumer.js';
import { forwardTo, type HttpsSite, selfSigned, startHttpsSite } from '../harness/https-site.js';
import { type Page, Person } from './person.js';
import { startWebApp, type WebApp } from './web-app.js';

type Headers = Readonly<Record<string, string>>;

let server: TestServer;
let front: HttpsSite;
let upstream: WebApp;
let apache: Apache;
let site: string;
let misconfigured: string;
let api: Created;

beforeAll(async () => {
  server = await startServer();
  const certificate = selfSigned();
  certificate.remove();
  front = await startHttpsSite(certificate, forwardTo(server.port));
  // What Apache protects: a program that tells what Apache told it.
  upstream = await startWebApp(() => ({ headers }, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(headers));
  });
  const ports = [await freePort(), await freePort()];
  [site = '', misconfigured = ''] = ports.map((port) => `http://127.0.0.1:${port}`);
  const appId = await createApp(server);
  const web = await createOAuthClient(server, appId, {
    redirect_uris: [site, misconfigured].map((origin) => `${origin}/private/callback`),
    post_logout_redirect_uris: [`${site}/`],
    grant_types: ['authorization_code', 'refresh_token'],
    scope: 'openid profile',
    require_pkce: true,
  });
  api = await createOAuthClient(server, appId, {
    grant_types: ['client_credentials'],
    scope: 'read:owneraccounts',
    introspection: 'any',
  });
  apache = await startApache(
    `
OIDCProviderMetadataURL ${publicUrlOf(server)}/.well-known/openid-configuration
OIDCClientID ${web['client_id']}
OIDCClientSecret ${web['client_secret']}
OIDCRedirectURI /private/callback
OIDCCryptoPassphrase ${randomBytes(18).toString('hex')}
OIDCScope "openid profile"
OIDCPKCEMethod S256

OIDCOAuthIntrospectionEndpoint https://127.0.0.1:${front.port}/oauth/introspect
OIDCOAuthSSLValidateServer Off
OIDCOAuthClientID ${api['client_id']}
OIDCOAuthClientSecret ${api['client_secret']}
OIDCOAuthRemoteUserClaim sub
OIDCOAuthTokenIntrospectionInterval -1

<Location /private>
  AuthType openid-connect
  Require valid-user
  ProxyPass ${upstream.origin}/private
</Location>
<Location /api>
  AuthType oauth20
  Require valid-user
  ProxyPass ${upstream.origin}/api
</Location>
<VirtualHost 127.0.0.1:${ports[1]}>
  OIDCProviderMetadataURL ${publicUrlOf(server)}/.well-known/openid-configuration
  OIDCClientID ${web['client_id']}
  OIDCClientSecret wrong
  OIDCRedirectURI /private/callback
  OIDCCryptoPassphrase ${randomBytes(18).toString('hex')}
</VirtualHost>`,
    ports,
  );
});

afterAll(async () => {
  await apache?.stop();
  await Promise.all([front?.stop(), upstream?.stop(), server?.stop()]);
});

const somebody = () => new Person(server.adminUsername, server.adminPassword);

function read({ html }: Page): Headers {
  return JSON.parse(html) as Headers;
}

describe('mod_auth_openidc as relying party', () => {
  it('signs a person in by discovery, code and PKCE, and tells the upstream who it is', async () => {
    const person = somebody();
    const page = await person.open(`${site}/private/page`);
    expect(page.url.href).toBe(`${site}/private/page`);
    expect(read(page)).toMatchObject({
      oidc_claim_iss: publicUrlOf(server),
      oidc_claim_sub: expect.stringMatching(/^usr_/),
      oidc_claim_preferred_username: server.adminUsername,
      oidc_access_token: expect.any(String),
    });
  });

  it('refreshes its access token when the app asks for it', async () => {
    const person = somebody();
    const before = read(await person.open(`${site}/private/page`));
    const hook = new URL(`${site}/private/callback`);
    hook.searchParams.set('refresh', `${site}/private/page`);
    hook.searchParams.set('access_token', before['oidc_access_token'] ?? '');
    const after = read(await person.open(hook));
    expect(after['oidc_access_token']).not.toBe(before['oidc_access_token']);
    expect(after['oidc_claim_sub']).toBe(before['oidc_claim_sub']);
  });

  it('signs out at both, so that the next visit asks again', async () => {
    const person = somebody();
    await person.open(`${site}/private/page`);
    const hook = new URL(`${site}/private/callback`);
    hook.searchParams.set('logout', `${site}/`);
    expect((await person.open(hook)).url.href).toBe(`${site}/`);
    await person.open(`${site}/private/page`);
    const asked = person.answered.filter((form) => form !== 'consent');
    expect(asked).toEqual(['login', 'logout', 'login']);
  });

  it('reports invalid_client for a wrong secret', async () => {
    const page = await somebody().open(`${misconfigured}/private/page`);
    expect(page.html).toContain('OpenID Connect Provider error');
    expect(apache.log()).toContain('"invalid_client"');
  });

  it('takes no code that comes with the state of somebody else', async () => {
    const page = await somebody().open(`${site}/private/callback?code=stolen&state=theirs`);
    expect(page.status).toBe(400);
    expect(apache.log()).toContain('unable to restore state');
  });
});

describe('mod_auth_openidc as resource server', () => {
  const asClient = (members: Created) =>
    `Basic ${Buffer.from(`${members['client_id']}:${members['client_secret']}`).toString('base64')}`;

  async function post(path: string, authorization: string, form: Record<string, string>) {
    const response = await fetch(publicUrlOf(server) + path, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams(form),
    });
    return (await response.json()) as Record<string, string>;
  }

  const tokenOf = async (client: Created): Promise<string> =>
    (await post('/oauth/token', asClient(client), { grant_type: 'client_credentials' }))[
      'access_token'
    ] ?? '';

  async function call(authorization?: string) {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    return fetch(`${site}/api/tides`, { headers });
  }

  it('lets a token in that introspection knows, and tells the upstream whose it is', async () => {
    const response = await call(`Bearer ${await tokenOf(api)}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      oidc_claim_client_id: api['client_id'],
      oidc_claim_scope: 'read:owneraccounts',
      oidc_claim_iss: publicUrlOf(server),
    });
  });

  it('lets a person in whose token was issued to another client', async () => {
    const { oidc_access_token: token } = read(await somebody().open(`${site}/private/page`));
    const response = await call(`Bearer ${token}`);
    expect(await response.json()).toMatchObject({
      oidc_claim_sub: expect.stringMatching(/^usr_/),
      oidc_claim_scope: 'openid profile',
    });
  });

  it.each([
    ['nothing', undefined],
    ['a token that is not known', 'Bearer unknown'],
  ])('answers 401 with a challenge to %s', async (_name, authorization) => {
    const response = await call(authorization);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer /);
  });

  it('answers 401 to a token that was revoked', async () => {
    const token = await tokenOf(api);
    expect((await call(`Bearer ${token}`)).status).toBe(200);
    await post('/oauth/revoke', asClient(api), { token });
    const response = await call(`Bearer ${token}`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token"/);
  });
});
