import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest, sendRaw } from '../../harness/raw.js';
import { authorizeUrl } from './browser.js';
import { basic, CALLBACK, type OAuthServer, post, startOAuthServer } from './oauth-server.js';

const DOCUMENTS = [
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
] as const;

describe('what the authorization server publishes', () => {
  let server: OAuthServer;

  beforeAll(async () => {
    server = await startOAuthServer();
  });
  afterAll(() => server.close());

  const json = async (path: string) =>
    (await (await fetch(`${server.url}${path}`)).json()) as Record<string, unknown>;

  it.each(DOCUMENTS)('OA48: names exactly what is on (%s)', async (path) => {
    const text = JSON.stringify(await json(path)).replaceAll(server.url, 'https://issuer');
    expect(JSON.parse(text)).toMatchInlineSnapshot(`
      {
        "acr_values_supported": [
          "urn:oasis:names:tc:SAML:2.0:ac:classes:Password",
        ],
        "authorization_endpoint": "https://issuer/oauth/authorize",
        "authorization_response_iss_parameter_supported": true,
        "claim_types_supported": [
          "normal",
        ],
        "claims_parameter_supported": true,
        "claims_supported": [
          "sub",
          "name",
          "family_name",
          "given_name",
          "middle_name",
          "nickname",
          "preferred_username",
          "profile",
          "picture",
          "website",
          "gender",
          "birthdate",
          "zoneinfo",
          "locale",
          "updated_at",
          "email",
          "email_verified",
          "phone_number",
          "phone_number_verified",
          "address",
          "acr",
          "sid",
          "auth_time",
          "iss",
        ],
        "code_challenge_methods_supported": [
          "S256",
        ],
        "device_authorization_endpoint": "https://issuer/oauth/device_authorization",
        "dpop_signing_alg_values_supported": [
          "ES256",
          "Ed25519",
          "EdDSA",
        ],
        "end_session_endpoint": "https://issuer/oauth/logout",
        "grant_types_supported": [
          "authorization_code",
          "refresh_token",
          "client_credentials",
          "urn:ietf:params:oauth:grant-type:device_code",
          "urn:ietf:params:oauth:grant-type:jwt-bearer",
          "urn:ietf:params:oauth:grant-type:token-exchange",
        ],
        "id_token_signing_alg_values_supported": [
          "RS256",
        ],
        "introspection_endpoint": "https://issuer/oauth/introspect",
        "introspection_endpoint_auth_methods_supported": [
          "client_secret_basic",
          "client_secret_post",
          "private_key_jwt",
        ],
        "introspection_endpoint_auth_signing_alg_values_supported": [
          "ES256",
          "ES384",
          "ES512",
          "Ed25519",
          "EdDSA",
          "PS256",
          "PS384",
          "PS512",
          "RS256",
          "RS384",
          "RS512",
        ],
        "issuer": "https://issuer",
        "jwks_uri": "https://issuer/oauth/jwks",
        "prompt_values_supported": [
          "none",
          "login",
          "consent",
          "select_account",
        ],
        "protected_resources": [
          "https://issuer",
        ],
        "pushed_authorization_request_endpoint": "https://issuer/oauth/par",
        "request_uri_parameter_supported": false,
        "response_modes_supported": [
          "query",
          "form_post",
        ],
        "response_types_supported": [
          "code",
        ],
        "revocation_endpoint": "https://issuer/oauth/revoke",
        "revocation_endpoint_auth_methods_supported": [
          "client_secret_basic",
          "client_secret_post",
          "private_key_jwt",
          "none",
        ],
        "revocation_endpoint_auth_signing_alg_values_supported": [
          "ES256",
          "ES384",
          "ES512",
          "Ed25519",
          "EdDSA",
          "PS256",
          "PS384",
          "PS512",
          "RS256",
          "RS384",
          "RS512",
        ],
        "scopes_supported": [
          "openid",
          "profile",
          "email",
          "phone",
          "address",
          "offline_access",
        ],
        "service_documentation": "https://issuer/docs",
        "subject_types_supported": [
          "public",
        ],
        "token_endpoint": "https://issuer/oauth/token",
        "token_endpoint_auth_methods_supported": [
          "client_secret_basic",
          "client_secret_post",
          "private_key_jwt",
          "none",
        ],
        "token_endpoint_auth_signing_alg_values_supported": [
          "ES256",
          "ES384",
          "ES512",
          "Ed25519",
          "EdDSA",
          "PS256",
          "PS384",
          "PS512",
          "RS256",
          "RS384",
          "RS512",
        ],
        "ui_locales_supported": [
          "en",
          "zh",
        ],
        "userinfo_endpoint": "https://issuer/oauth/userinfo",
      }
    `);
  });

  it('W01: are keys of exactly this shape, without private parts and with ids of their own', async () => {
    const response = await fetch(`${server.url}/oauth/jwks`);
    expect(response.headers.get('content-type')).toBe('application/jwk-set+json; charset=utf-8');
    const { keys, ...others } = (await response.json()) as { keys: Record<string, string>[] };
    expect(others).toEqual({});
    const shapes = keys.map((key) =>
      Object.fromEntries(
        Object.entries(key).map(([name, value]) => [
          name,
          ['kid', 'x', 'y', 'n'].includes(name) ? `${value.length} characters` : value,
        ]),
      ),
    );
    // Per use one that signs and one that waits; a SHA-256 thumbprint (RFC 7638) as its id.
    const kid = '43 characters';
    const elliptic = { kty: 'EC', crv: 'P-256', alg: 'ES256', x: kid, y: kid };
    const rsa = { kty: 'RSA', alg: 'RS256', e: 'AQAB', n: '342 characters' };
    const expected = [elliptic, elliptic, rsa, rsa].map((key) => ({ ...key, kid, use: 'sig' }));
    expect(shapes).toHaveLength(expected.length);
    expect(shapes).toEqual(expect.arrayContaining(expected));
    expect(shapes.filter(({ kty }) => kty === 'EC')).toHaveLength(2);
    expect(new Set(keys.map((key) => key['kid'])).size).toBe(4);
  });

  it.each([...DOCUMENTS, '/oauth/jwks'])('W06: may be kept for five minutes (%s)', async (path) => {
    const first = await fetch(`${server.url}${path}`);
    expect(first.headers.get('cache-control')).toBe('public, max-age=300');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]+"$/);
    const second = await fetch(`${server.url}${path}`, { headers: { 'if-none-match': etag } });
    expect(second.status).toBe(304);
    expect(await second.text()).toBe('');
    const head = await fetch(`${server.url}${path}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('etag')]).toEqual([200, etag]);
  });

  it.each([
    ['Host: evil.example'],
    ['Host: evil.example:80@localhost'],
    ['Host: localhost', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https'],
    ['Host: localhost', 'Forwarded: host=evil.example;proto=https'],
  ])('OA52: depends on no header (%s)', async (...headerLines) => {
    const request = (target: string) =>
      rawRequest('GET', target).replace('Host: 127.0.0.1', headerLines.join('\r\n'));
    for (const path of DOCUMENTS) {
      const { status, body } = await sendRaw(server.port, request(path));
      if (status === 400) continue;
      const document = JSON.parse(/\{.*\}/s.exec(body)?.[0] ?? '{}') as Record<string, unknown>;
      expect(document['issuer']).toBe(server.url);
      expect(body).not.toContain('evil.example');
    }
    const { id } = await server.register();
    const { text } = await sendRaw(server.port, request(authorizeUrl(id)));
    expect(text).not.toContain('evil.example');
    expect(text).not.toMatch(/;\s*secure/i);
  });

  it('is also there under /connect', async () => {
    const machine = await server.register({ grant_types: ['client_credentials'], scope: 'read' });
    const form = { grant_type: 'client_credentials' };
    const credentials = basic(machine.id, machine.secret);
    expect((await post(server, '/connect/token', form, credentials)).status).toBe(200);
    expect(await json('/connect/jwks')).toEqual(await json('/oauth/jwks'));
    const { id } = await server.register();
    const target = authorizeUrl(id).replace('/oauth/', '/connect/');
    const response = await fetch(`${server.url}${target}`, { redirect: 'manual' });
    expect(response.headers.get('location')).toMatch(/^\/interaction\//);
  });

  it('answers wrong methods and paths in the language of OAuth', async () => {
    for (const [method, path, allow] of [
      ['GET', '/oauth/token', 'POST'],
      ['PUT', '/oauth/token', 'POST'],
      ['DELETE', '/oauth/jwks', 'GET'],
      ['GET', '/oauth/par', 'POST'],
      ['GET', '/oauth/device_authorization', 'POST'],
      ['DELETE', '/oauth/device', 'GET, POST'],
      ['PUT', '/oauth/authorize', 'GET, POST'],
      ['DELETE', '/oauth/logout', 'GET, POST'],
    ] as const) {
      const response = await fetch(`${server.url}${path}`, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
      expect(await response.json()).toMatchObject({ error: 'invalid_request' });
    }
    for (const path of ['/oauth/register', '/oauth/PAR', '/oauth/devices', '/oauth/x/y']) {
      const response = await fetch(`${server.url}${path}`, { method: 'POST' });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: 'invalid_request' });
    }
  });

  it('answers programs in JSON, whatever they accept', async () => {
    const { body, headers } = await post(
      server,
      '/oauth/token',
      { grant_type: 'x' },
      { accept: 'text/html' },
    );
    expect(headers.get('content-type')).toContain('application/json');
    expect(Object.keys(body).sort()).toEqual(['error', 'error_description']);
  });

  it('OA50: opens the token endpoint to browsers at registered origins only', async () => {
    const { id } = await server.register({ token_endpoint_auth_method: 'none' });
    const form = { grant_type: 'refresh_token', refresh_token: 'x', client_id: id };
    const allowed = await post(server, '/oauth/token', form, { origin: new URL(CALLBACK).origin });
    expect(allowed.headers.get('access-control-allow-origin')).toBe(new URL(CALLBACK).origin);
    expect(allowed.headers.get('vary')).toContain('Origin');
    for (const origin of ['https://evil.example', 'null', 'https://client.example.evil.example']) {
      const refused = await post(server, '/oauth/token', form, { origin });
      expect(refused.status).toBe(400);
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('OA50: opens it to no origin for a client that is not known', async () => {
    for (const client of [{ client_id: 'cli_unknown' }, {}]) {
      for (const origin of ['https://evil.example', 'null', new URL(CALLBACK).origin]) {
        const form = { grant_type: 'refresh_token', refresh_token: 'x', ...client };
        const { status, headers } = await post(server, '/oauth/token', form, { origin });
        expect(status).toBeGreaterThanOrEqual(400);
        expect(headers.get('access-control-allow-origin')).toBeNull();
      }
    }
  });

  it('OA50: lets a browser ask whether it may send a proof of possession', async () => {
    const response = await fetch(`${server.url}/oauth/token`, {
      method: 'OPTIONS',
      headers: {
        origin: new URL(CALLBACK).origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'dpop',
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-headers')).toBe('dpop');
  });

  it('marks every answer with its request', async () => {
    const response = await fetch(`${server.url}/oauth/jwks`);
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
  });
});
