import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { authorize, authorizeUrl, Browser } from './browser.js';
import {
  basic,
  CALLBACK,
  type OAuthServer,
  PASSWORD,
  post,
  startOAuthServer,
} from './oauth-server.js';

const PKCE = {
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
};
const URN = /^urn:ietf:params:oauth:request_uri:[\w-]{21,}$/;

describe('pushed authorization requests (RFC 9126)', () => {
  let server: OAuthServer;
  let client: { id: string; secret: string };
  beforeAll(async () => {
    server = await startOAuthServer();
    client = await server.register();
  });
  afterAll(() => server.close());

  const REQUEST = {
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid profile read',
    state: 'st',
  };
  const push = (
    form: Record<string, string> = {},
    headers: Record<string, string> = basic(client.id, client.secret),
  ) => post(server, '/oauth/par', { client_id: client.id, ...REQUEST, ...form }, headers);
  const pushed = async (): Promise<string> => String((await push()).body['request_uri']);
  const withUri = (requestUri: string, id = client.id): string =>
    `/oauth/authorize?${new URLSearchParams({ client_id: id, request_uri: requestUri })}`;
  const exchange = async (code: string | null) =>
    post(
      server,
      '/oauth/token',
      { grant_type: 'authorization_code', code: code ?? '', redirect_uri: CALLBACK },
      basic(client.id, client.secret),
    );

  it('is kept for a minute and leads to a code', async () => {
    const { status, body, headers } = await push();
    expect(status).toBe(201);
    expect(body).toEqual({ request_uri: expect.stringMatching(URN), expires_in: 60 });
    expect(headers.get('cache-control')).toBe('no-store');
    const end = await authorize(server, withUri(String(body['request_uri'])));
    expect(end.searchParams.get('state')).toBe('st');
    expect(end.searchParams.get('iss')).toBe(server.url);
    expect((await exchange(end.searchParams.get('code'))).body).toMatchObject({
      scope: 'openid profile read',
    });
  });

  it('is used once', async () => {
    const browser = new Browser(server);
    const requestUri = await pushed();
    const end = await authorize(server, withUri(requestUri), browser);
    expect(end.searchParams.get('code')).not.toBeNull();
    const again = await browser.open(withUri(requestUri));
    expect(again.status).toBe(400);
    expect(again.text).toContain('invalid_request_uri');
  });

  it('gives one code to two browsers that answer it at once', async () => {
    const requestUri = await pushed();
    const ends = await Promise.all(
      [new Browser(server), new Browser(server)].map(async (browser) => {
        const login = await browser.open(withUri(requestUri));
        return browser.submit(login, { username: 'alice', password: PASSWORD });
      }),
    );
    const codes = ends.filter(({ url }) => url.searchParams.has('code'));
    expect(codes.length).toBeLessThanOrEqual(1);
    for (const end of ends) {
      if (!end.url.searchParams.has('code')) expect(end.status).toBeLessThan(500);
    }
  });

  it('is over after a minute', async () => {
    const requestUri = await pushed();
    const clock = vi.spyOn(Date, 'now').mockReturnValue(new Date().getTime() + 61_000);
    try {
      const page = await new Browser(server).open(withUri(requestUri));
      expect(page.status).toBe(400);
      expect(page.text).toContain('invalid_request_uri');
    } finally {
      clock.mockRestore();
    }
  });

  it('is the request of one client', async () => {
    const other = await server.register();
    const page = await new Browser(server).open(withUri(await pushed(), other.id));
    expect(page.status).toBe(400);
    expect(page.text).not.toContain('id="login"');
  });

  it('is not changed by what the browser adds', async () => {
    const target = `${withUri(await pushed())}&scope=openid+admin:users&redirect_uri=https://evil.example/`;
    const end = await authorize(server, target);
    expect(end.origin).toBe(new URL(CALLBACK).origin);
    const { body } = await exchange(end.searchParams.get('code'));
    expect(body['scope']).toBe('openid profile read');
  });

  it.each([
    ['invalid_redirect_uri|invalid_request', { redirect_uri: 'https://evil.example/' }],
    ['invalid_scope', { scope: 'openid admin:users' }],
    ['unsupported_response_type', { response_type: 'token' }],
    ['invalid_request', { response_mode: 'fragment' }],
    ['request_uri_not_supported', { request_uri: 'urn:ietf:params:oauth:request_uri:x' }],
    ['request_not_supported', { request: 'e30.e30.' }],
    ['invalid_target', { resource: 'https://elsewhere.example' }],
  ])('is refused at once with %s', async (error, form) => {
    const { status, body } = await push(form);
    expect(status).toBe(400);
    expect(body).toEqual({
      error: expect.stringMatching(`^(?:${error})$`),
      ...(error.endsWith('_not_supported') ? {} : { error_description: expect.any(String) }),
    });
  });

  it('OA24–OA29: authenticates clients as the token endpoint does', async () => {
    const { id, secret } = client;
    const both = await push({ client_id: id, client_secret: secret });
    expect([both.status, both.body['error']]).toEqual([400, 'invalid_request']);
    const inForm = await push({ client_id: id, client_secret: secret }, {});
    expect(inForm.status).toBe(201);
    const wrong = await push({}, basic(id, 'wrong'));
    expect([wrong.status, wrong.body['error']]).toEqual([401, 'invalid_client']);
    expect(wrong.headers.get('www-authenticate')).toMatch(/^Basic /);
    const none = await push({ client_id: id }, {});
    expect([none.status, none.body['error']]).toEqual([401, 'invalid_client']);
    const query = await post(server, `/oauth/par?client_id=${id}&client_secret=${secret}`, REQUEST);
    expect(query.status).toBe(400);
    const json = await fetch(`${server.url}/oauth/par`, {
      method: 'POST',
      headers: { ...basic(id, secret), 'content-type': 'application/json' },
      body: JSON.stringify(REQUEST),
    });
    expect(json.status).toBe(400);
  });

  it('OA30: is posted', async () => {
    const response = await fetch(`${server.url}/oauth/par`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('is the only way for a client that registered so', async () => {
    const strict = await server.register({ require_pushed_authorization_requests: true });
    const direct = await new Browser(server).open(authorizeUrl(strict.id));
    expect(direct.url.searchParams.get('error')).toBe('invalid_request');
    const { body } = await push({ client_id: strict.id }, basic(strict.id, strict.secret));
    const end = await authorize(server, withUri(String(body['request_uri']), strict.id));
    expect(end.searchParams.get('code')).not.toBeNull();
  });

  it('of a public client needs PKCE, and is bounded per network', async () => {
    const { id } = await server.register({ token_endpoint_auth_method: 'none' });
    const plain = await push({ client_id: id }, {});
    expect([plain.status, plain.body['error']]).toEqual([400, 'invalid_request']);
    const statuses: number[] = [];
    for (let begun = 0; begun < 320; begun += 20) {
      const answers = Array.from({ length: 20 }, () => push({ client_id: id, ...PKCE }, {}));
      statuses.push(...(await Promise.all(answers)).map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(300);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    // Persons are not locked out by it.
    expect((await new Browser(server).open(authorizeUrl(client.id))).text).toContain('id="login"');
  }, 60_000);

  it('J18: its address is no credential and no grant', async () => {
    const requestUri = await pushed();
    for (const form of [
      { grant_type: 'authorization_code', code: requestUri, redirect_uri: CALLBACK },
      { grant_type: 'refresh_token', refresh_token: requestUri },
    ]) {
      const { status, body } = await post(
        server,
        '/oauth/token',
        form,
        basic(client.id, client.secret),
      );
      expect([status, body['error']]).toEqual([400, 'invalid_grant']);
    }
    const { body } = await post(
      server,
      '/oauth/introspect',
      { token: requestUri },
      basic(client.id, client.secret),
    );
    expect(body).toEqual({ active: false });
  });
});
