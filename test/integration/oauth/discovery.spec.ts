import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CLIENT_GRANT_TYPES,
  type ClientGrantType,
} from '../../../src/modules/oauth-clients/index.js';
import { authorize, authorizeUrl, Browser } from './browser.js';
import { basic, CALLBACK, type OAuthServer, post, startOAuthServer } from './oauth-server.js';

const CHALLENGE = '7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM';
/** Grants that some servers have, and that are off here or never were on. */
const FOREIGN_GRANTS = [
  'password',
  'implicit',
  'urn:openid:params:grant-type:ciba',
  'urn:ietf:params:oauth:grant-type:saml2-bearer',
];
/** Endpoints that the engine has and that are off. */
const FOREIGN_ENDPOINTS = [
  '/oauth/backchannel',
  '/oauth/challenge',
  '/oauth/credential',
  '/.well-known/openid-credential-issuer',
];

type Metadata = Readonly<Record<string, unknown>>;

/** What discovery lists is on, and what it does not list is off: by asking, not by looking. */
describe('OA48: discovery tells the truth', () => {
  let server: OAuthServer;
  let metadata: Metadata;
  let grants: readonly string[];

  beforeAll(async () => {
    server = await startOAuthServer();
    const response = await fetch(`${server.url}/.well-known/oauth-authorization-server`);
    metadata = (await response.json()) as Metadata;
    grants = metadata['grant_types_supported'] as string[];
  });
  afterAll(() => server.close());

  const errorOf = async (id: string, parameters: Record<string, string | undefined>) => {
    const { url } = await new Browser(server).open(authorizeUrl(id, parameters));
    return new URLSearchParams(url.hash.slice(1) || url.search).get('error');
  };

  it('about the endpoints', async () => {
    const endpoints = Object.entries(metadata).filter(([name]) => /_(?:endpoint|uri)$/.test(name));
    expect(endpoints.length).toBeGreaterThanOrEqual(9);
    for (const [name, url] of endpoints) {
      const statuses = await Promise.all(
        ['GET', 'POST'].map(async (method) => {
          const response = await fetch(String(url), { method, redirect: 'manual' });
          await response.arrayBuffer();
          return response.status;
        }),
      );
      expect([name, statuses]).toEqual([name, expect.not.arrayContaining([404])]);
      expect(statuses.some((status) => status !== 405)).toBe(true);
    }
    const paths = metadata['registration_endpoint'] === undefined ? ['/oauth/register'] : [];
    for (const path of [...FOREIGN_ENDPOINTS, ...paths]) {
      for (const method of ['GET', 'POST']) {
        const response = await fetch(`${server.url}${path}`, { method, redirect: 'manual' });
        expect([path, response.status]).toEqual([path, 404]);
      }
    }
  });

  it('about the grants', async () => {
    const known = CLIENT_GRANT_TYPES.filter((grant) => grants.includes(grant));
    expect([...known].sort()).toEqual([...grants].sort());
    const { id, secret } = await server.register({ grant_types: [...known] });
    const errorFor = async (grant: string) => {
      const form = { grant_type: grant };
      return (await post(server, '/oauth/token', form, basic(id, secret))).body['error'];
    };
    for (const grant of grants) {
      expect([grant, await errorFor(grant)]).not.toEqual([
        grant,
        expect.stringMatching(/^(?:unsupported_grant_type|unauthorized_client)$/),
      ]);
    }
    const off = CLIENT_GRANT_TYPES.filter((grant: ClientGrantType) => !grants.includes(grant));
    for (const grant of [...FOREIGN_GRANTS, ...off]) {
      expect([grant, await errorFor(grant)]).toEqual([grant, 'unsupported_grant_type']);
    }
  });

  it('about the ways in which clients prove who they are', async () => {
    const methods = metadata['token_endpoint_auth_methods_supported'];
    expect(methods).toEqual([
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
      'none',
    ]);
    const machine = await server.register({ grant_types: ['client_credentials'], scope: 'read' });
    const form = { grant_type: 'client_credentials' };
    const inForm = { ...form, client_id: machine.id, client_secret: machine.secret };
    const byBasic = await post(server, '/oauth/token', form, basic(machine.id, machine.secret));
    expect(byBasic.status).toBe(200);
    expect((await post(server, '/oauth/token', inForm)).status).toBe(200);
    const app = await server.register({ token_endpoint_auth_method: 'none' });
    const refresh = { grant_type: 'refresh_token', refresh_token: 'x', client_id: app.id };
    expect((await post(server, '/oauth/token', refresh)).body['error']).toBe('invalid_grant');
    for (const method of ['client_secret_jwt', 'tls_client_auth', 'attest_jwt_client_auth']) {
      await expect(
        server.register({ token_endpoint_auth_method: method as 'none' }),
      ).rejects.toMatchObject({ code: 'invalid_request' });
    }
  });

  it('about the forms of a request and of its answer', async () => {
    const { id } = await server.register();
    expect(metadata['code_challenge_methods_supported']).toEqual(['S256']);
    const pkce = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
    expect(await errorOf(id, pkce)).toBeNull();
    expect(await errorOf(id, { ...pkce, code_challenge_method: 'plain' })).toBe('invalid_request');

    expect(metadata['response_modes_supported']).toEqual(['query', 'form_post']);
    expect(await errorOf(id, { response_mode: 'query' })).toBeNull();
    expect(await errorOf(id, { response_mode: 'form_post' })).toBeNull();
    for (const response_mode of ['fragment', 'web_message', 'jwt', 'query.jwt']) {
      const page = await new Browser(server).open(authorizeUrl(id, { response_mode }));
      expect([response_mode, page.text]).not.toEqual([
        response_mode,
        expect.stringContaining('id="login"'),
      ]);
    }
    expect(metadata['response_types_supported']).toEqual(['code']);
    for (const prompt of metadata['prompt_values_supported'] as string[]) {
      expect([prompt, await errorOf(id, { prompt })]).toEqual([
        prompt,
        prompt === 'none' ? 'login_required' : null,
      ]);
    }
    expect(await errorOf(id, { prompt: 'create' })).toBe('invalid_request');
    expect(metadata['request_uri_parameter_supported']).toBe(false);
    expect(metadata).not.toHaveProperty('request_parameter_supported');
    expect(await errorOf(id, { request: 'e30.e30.' })).toBe('request_not_supported');
  });

  it('about the scopes of a person', async () => {
    const scopes = metadata['scopes_supported'] as string[];
    const { id, secret } = await server.register({ scope: scopes.join(' ') });
    const target = authorizeUrl(id, { scope: scopes.join(' '), prompt: 'consent' });
    const end = await authorize(server, target, new Browser(server));
    const code = end.searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
    const { body } = await post(server, '/oauth/token', form, basic(id, secret));
    expect(String(body['scope']).split(' ').sort()).toEqual([...scopes].sort());
  });
});

describe('protected resources describe themselves (RFC 9728)', () => {
  let server: OAuthServer;

  beforeAll(async () => {
    server = await startOAuthServer();
    const scopes = [{ name: 'weather:read', description: 'Read the weather' }];
    await server.apis.create({
      ...{ name: 'Weather', audience: 'https://weather.example/api', scopes },
      ...{ pathPrefix: '/api/weather', pathAliases: ['/api/wetter'] },
    });
    await server.apis.create({ name: 'Maps', pathPrefix: '/api/weather/maps' });
    await server.apis.create({ name: 'Keys', pathPrefix: '/keys', accept: ['api_key'] });
  });
  afterAll(() => server.close());

  const at = async (path: string) => {
    const response = await fetch(`${server.url}/.well-known/oauth-protected-resource${path}`);
    return { status: response.status, body: (await response.json()) as Metadata };
  };

  it('exactly', async () => {
    expect((await at('/api/weather')).body).toEqual({
      resource: 'https://weather.example/api',
      authorization_servers: [server.url],
      dpop_signing_alg_values_supported: ['ES256', 'Ed25519', 'EdDSA'],
      bearer_methods_supported: ['header'],
      scopes_supported: ['weather:read'],
      resource_name: 'Weather',
      resource_documentation: `${server.url}/docs`,
    });
    expect((await at('')).body).toMatchObject({
      resource: server.url,
      authorization_servers: [server.url],
      dpop_signing_alg_values_supported: ['ES256', 'Ed25519', 'EdDSA'],
    });
  });

  it.each([
    ['/api/weather', 'Weather'],
    ['/api/weather/', 'Weather'],
    ['/api/weather/now', 'Weather'],
    ['/api/wetter', 'Weather'],
    ['/api/wetter/now', 'Weather'],
    ['/api/weather/maps', 'Maps'],
    ['/api/weather/maps/tiles/7', 'Maps'],
    ['/api/weather/mapsandmore', 'Weather'],
  ])('at the path that a client calls: %s is %s', async (path, name) => {
    expect((await at(path)).body['resource_name']).toBe(name);
  });

  it.each(['/api', '/api/weathe', '/api/weatherman', '/nothing', '/api/weather/../maps'])(
    'and nothing at a path of nobody: %s',
    async (path) => {
      expect((await at(path)).status).toBe(404);
    },
  );

  it('without an authorization server where no access token is taken', async () => {
    const { body } = await at('/keys');
    expect(body).toMatchObject({ resource_name: 'Keys', bearer_methods_supported: ['header'] });
    expect(body).not.toHaveProperty('authorization_servers');
    expect(body).not.toHaveProperty('dpop_signing_alg_values_supported');
  });
});
