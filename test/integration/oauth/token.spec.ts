import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCompactJws } from '../../../src/kernel/compact-jws.js';
import { authorize, authorizeUrl, Browser } from './browser.js';
import { basic, CALLBACK, type OAuthServer, post, startOAuthServer } from './oauth-server.js';

const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

describe('the token endpoint', () => {
  let server: OAuthServer;
  let id: string;
  let secret: string;
  let browser: Browser;

  beforeAll(async () => {
    server = await startOAuthServer();
    ({ id, secret } = await server.register());
    browser = new Browser(server);
  });
  afterAll(() => server.close());

  const codeFor = async (client: string, parameters: Record<string, string | undefined> = {}) => {
    const end = await authorize(server, authorizeUrl(client, parameters), browser);
    return end.searchParams.get('code') ?? '';
  };
  const token = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    post(server, '/oauth/token', form, headers);
  const exchange = (code: string, changes: Record<string, string> = {}) =>
    token(
      { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...changes },
      basic(id, secret),
    );
  const refresh = (refreshToken: unknown, changes: Record<string, string> = {}) =>
    token(
      { grant_type: 'refresh_token', refresh_token: String(refreshToken), ...changes },
      basic(id, secret),
    );
  const accepts = async (accessToken: unknown) =>
    !('code' in (await server.verified(String(accessToken))));

  it('takes the secret in the header or in the form, whichever was registered', async () => {
    for (const token_endpoint_auth_method of [
      'client_secret_basic',
      'client_secret_post',
    ] as const) {
      const client = await server.register({ token_endpoint_auth_method });
      const form = { grant_type: 'authorization_code', redirect_uri: CALLBACK };
      const byHeader = await token(
        { ...form, code: await codeFor(client.id) },
        basic(client.id, client.secret),
      );
      expect(byHeader.status).toBe(200);
      const byForm = await token({
        ...form,
        code: await codeFor(client.id),
        client_id: client.id,
        client_secret: client.secret,
      });
      expect(byForm.status).toBe(200);
    }
  });

  it('issues a JWT that says whom, for what and for where, and cannot be cached', async () => {
    const { body, headers } = await exchange(await codeFor(id, { nonce: 'n-1' }));
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 900,
      scope: 'openid profile read',
    });
    expect(headers.get('cache-control')).toBe('no-store');
    const { header, claims } = parseCompactJws(String(body['access_token']));
    expect(header).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(claims).toMatchObject({
      iss: server.url,
      aud: server.url,
      sub: server.user.id,
      client_id: id,
      scope: 'openid profile read',
    });
    expect(claims['iat']).toBeLessThanOrEqual(Date.now() / 1000);
    expect((claims['exp'] as number) - (claims['iat'] as number)).toBe(900);
    const idToken = parseCompactJws(String(body['id_token']));
    expect(idToken.header['alg']).toBe('RS256');
    expect(idToken.claims).toMatchObject({
      iss: server.url,
      aud: id,
      sub: server.user.id,
      nonce: 'n-1',
      preferred_username: 'alice',
    });
    expect(await accepts(body['access_token'])).toBe(true);
  });

  it('takes a public client by its verifier alone', async () => {
    const { id: publicId } = await server.register({ token_endpoint_auth_method: 'none' });
    const pkce = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
    const form = {
      grant_type: 'authorization_code',
      code: await codeFor(publicId, pkce),
      redirect_uri: CALLBACK,
      client_id: publicId,
    };
    expect((await token(form)).body['error']).toBe('invalid_grant');
    const { status, body } = await token({ ...form, code_verifier: VERIFIER });
    expect(status).toBe(200);
    const next = await token({
      grant_type: 'refresh_token',
      refresh_token: String(body['refresh_token']),
      client_id: publicId,
    });
    expect(next.status).toBe(200);
    expect((await token({ ...form, code_verifier: VERIFIER }, basic(publicId, 'x'))).status).toBe(
      401,
    );
  });

  it('ends everything that came from a code when the code is used again', async () => {
    const code = await codeFor(id);
    const first = await exchange(code);
    expect(await accepts(first.body['access_token'])).toBe(true);
    const second = await exchange(code);
    expect([second.status, second.body['error']]).toEqual([400, 'invalid_grant']);
    expect(await accepts(first.body['access_token'])).toBe(false);
    expect((await refresh(first.body['refresh_token'])).body['error']).toBe('invalid_grant');
  });

  it('lets exactly one of twenty parallel exchanges have the code', async () => {
    const code = await codeFor(id);
    const answers = await Promise.all(Array.from({ length: 20 }, () => exchange(code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(
      answers.every(({ status, body }) => status === 200 || body['error'] === 'invalid_grant'),
    ).toBe(true);
  });

  it('gives the code of one client to no other', async () => {
    const other = await server.register();
    const code = await codeFor(id);
    const stolen = await token(
      { grant_type: 'authorization_code', code, redirect_uri: CALLBACK },
      basic(other.id, other.secret),
    );
    expect([stolen.status, stolen.body['error']]).toEqual([400, 'invalid_grant']);
    expect((await exchange(code)).status).toBe(200);
  });

  it('needs the verifier that belongs to the challenge, and no other', async () => {
    const pkce = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
    const code = await codeFor(id, pkce);
    for (const changes of [{}, { code_verifier: VERIFIER.replace('d', 'e') }]) {
      expect((await exchange(code, changes)).body['error']).toBe('invalid_grant');
    }
    expect((await exchange(code, { code_verifier: VERIFIER })).status).toBe(200);
    const plain = await codeFor(id);
    expect((await exchange(plain, { code_verifier: VERIFIER })).body['error']).toBe(
      'invalid_grant',
    );
    expect((await exchange(plain)).status).toBe(200);
  });

  it('ends a code after five wrong verifiers', async () => {
    const code = await codeFor(id, { code_challenge: CHALLENGE, code_challenge_method: 'S256' });
    for (let guess = 0; guess < 5; guess += 1) {
      const answer = await exchange(code, { code_verifier: `${guess}${'x'.repeat(43)}` });
      expect(answer.body['error']).toBe('invalid_grant');
    }
    expect((await exchange(code, { code_verifier: VERIFIER })).body['error']).toBe('invalid_grant');
  });

  it('needs the redirect URI of the authorization request', async () => {
    const code = await codeFor(id);
    const without = await token({ grant_type: 'authorization_code', code }, basic(id, secret));
    expect(without.body['error']).toBe('invalid_request');
    const other = await exchange(code, { redirect_uri: `${CALLBACK}/` });
    expect(other.body['error']).toBe('invalid_grant');
    expect((await exchange(code)).status).toBe(200);
  });

  it('rotates refresh tokens', async () => {
    const first = await exchange(await codeFor(id));
    const second = await refresh(first.body['refresh_token']);
    expect(second.status).toBe(200);
    expect(second.body['refresh_token']).not.toBe(first.body['refresh_token']);
    expect(second.body['access_token']).not.toBe(first.body['access_token']);
    expect(await accepts(second.body['access_token'])).toBe(true);
    expect((await refresh(second.body['refresh_token'])).status).toBe(200);
  });

  it('gives an honest retry the same answer', async () => {
    const first = await exchange(await codeFor(id));
    const second = await refresh(first.body['refresh_token']);
    const retry = await refresh(first.body['refresh_token']);
    expect(retry.status).toBe(200);
    expect(retry.body).toEqual(second.body);
    expect(retry.headers.get('cache-control')).toBe('no-store');
    expect((await refresh(second.body['refresh_token'])).status).toBe(200);
  });

  it('gives a retry that asks for something else no answer, and harms nobody', async () => {
    const first = await exchange(await codeFor(id));
    const second = await refresh(first.body['refresh_token']);
    const other = await refresh(first.body['refresh_token'], { scope: 'read' });
    expect(other.body['error']).toBe('invalid_grant');
    expect(await accepts(second.body['access_token'])).toBe(true);
  });

  it('has one successor for a refresh token, however many ask at once', async () => {
    const first = await exchange(await codeFor(id));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => refresh(first.body['refresh_token'])),
    );
    const good = answers.filter(({ status }) => status === 200);
    expect(good.length).toBeGreaterThanOrEqual(1);
    expect(new Set(good.map(({ body }) => body['refresh_token'])).size).toBe(1);
    const bad = answers.filter(({ status }) => status !== 200);
    expect(
      bad.every(({ status, body }) => status === 400 && body['error'] === 'invalid_grant'),
    ).toBe(true);
    expect((await refresh(good[0]?.body['refresh_token'])).status).toBe(200);
  });

  it('gives the refresh token of one client to no other, even a moment after its use', async () => {
    const other = await server.register();
    const first = await exchange(await codeFor(id));
    const steal = () =>
      token(
        { grant_type: 'refresh_token', refresh_token: String(first.body['refresh_token']) },
        basic(other.id, other.secret),
      );
    expect((await steal()).body['error']).toBe('invalid_grant');
    expect((await refresh(first.body['refresh_token'])).status).toBe(200);
    expect((await steal()).body['error']).toBe('invalid_grant');
  });

  it('narrows the scope of a refresh and never widens it', async () => {
    const { body } = await exchange(await codeFor(id, { scope: 'openid read' }));
    const wider = await refresh(body['refresh_token'], { scope: 'openid read profile' });
    expect(wider.status).toBe(400);
    expect(wider.body).toEqual({
      error: 'invalid_scope',
      error_description: 'refresh token missing requested scope',
    });
    const narrow = await refresh(body['refresh_token'], { scope: 'read' });
    expect(narrow.body['scope']).toBe('read');
    const full = await refresh(narrow.body['refresh_token']);
    expect(String(full.body['scope']).split(' ').sort()).toEqual(['openid', 'read']);
  });

  it('gives no refresh token to a client that is not registered for it', async () => {
    const client = await server.register({ grant_types: ['authorization_code'] });
    const { body, status } = await token(
      {
        grant_type: 'authorization_code',
        code: await codeFor(client.id),
        redirect_uri: CALLBACK,
      },
      basic(client.id, client.secret),
    );
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('refresh_token');
  });

  it.each([
    [
      'a wrong secret in the header',
      () => token({ grant_type: 'client_credentials' }, basic(id, 'cs_wrong')),
    ],
    ['an unknown client', () => token({ grant_type: 'client_credentials' }, basic('cli_x', 'y'))],
    [
      'a wrong secret in the form',
      () => token({ grant_type: 'client_credentials', client_id: id, client_secret: 'cs_wrong' }),
    ],
    ['no secret at all', () => token({ grant_type: 'client_credentials', client_id: id })],
    [
      'a wrong secret when refreshing',
      () => token({ grant_type: 'refresh_token', refresh_token: 'x' }, basic(id, 'cs_wrong')),
    ],
  ])('refuses %s with 401 and a challenge', async (_name, call) => {
    const { status, body, headers } = await call();
    expect([status, body['error']]).toEqual([401, 'invalid_client']);
    expect(headers.get('www-authenticate')).toMatch(/^Basic /);
    expect(Object.keys(body).sort()).toEqual(['error', 'error_description']);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('takes one kind of client authentication at a time', async () => {
    const { status, body } = await token(
      { grant_type: 'client_credentials', client_id: id, client_secret: secret },
      basic(id, secret),
    );
    expect([status, body['error']]).toEqual([400, 'invalid_request']);
  });

  it('reads credentials from headers and body, never from the query', async () => {
    const query = new URLSearchParams({ client_id: id, client_secret: secret });
    const { status } = await post(server, `/oauth/token?${query}`, {
      grant_type: 'client_credentials',
    });
    expect(status).toBe(400);
  });

  it('takes form-encoded Basic credentials and refuses broken encodings', async () => {
    const machine = await server.register({ grant_types: ['client_credentials'], scope: 'read' });
    const encode = (text: string) => text.replaceAll('_', '%5F');
    const encoded = await token(
      { grant_type: 'client_credentials' },
      basic(encode(machine.id), encode(machine.secret)),
    );
    expect(encoded.status).toBe(200);
    const broken = await token({ grant_type: 'client_credentials' }, basic(machine.id, '%zz'));
    expect([broken.status, broken.body['error']]).toEqual([400, 'invalid_request']);
  });

  it.each([
    ['application/json', JSON.stringify({ grant_type: 'client_credentials' })],
    ['text/plain', 'grant_type=client_credentials'],
    ['multipart/form-data; boundary=x', '--x--'],
  ])('reads no %s', async (type, body) => {
    const response = await fetch(`${server.url}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': type, ...basic(id, secret) },
      body,
    });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toBe('invalid_request');
  });

  it('refuses a huge body and a huge scope', async () => {
    const huge = await token(
      { grant_type: 'client_credentials', scope: 'x'.repeat(60_000) },
      basic(id, secret),
    );
    expect(huge.status).toBe(400);
    const machine = await server.register({ grant_types: ['client_credentials'], scope: 'read' });
    const many = await token(
      {
        grant_type: 'client_credentials',
        scope: Array.from({ length: 5000 }, (_, i) => `s${i}`).join(' '),
      },
      basic(machine.id, machine.secret),
    );
    expect([many.status, many.body['error']]).toEqual([400, 'invalid_scope']);
  });

  it.each(['password', 'implicit', 'urn:x', ''])('knows no grant type "%s"', async (grantType) => {
    const { status, body } = await token({ grant_type: grantType }, basic(id, secret));
    expect(status).toBe(400);
    expect(['unsupported_grant_type', 'invalid_request']).toContain(body['error']);
  });

  it('refuses a doubled grant type', async () => {
    const form = new URLSearchParams([
      ['grant_type', 'client_credentials'],
      ['grant_type', 'refresh_token'],
    ]);
    const { body } = await post(server, '/oauth/token', form, basic(id, secret));
    expect(body['error']).toBe('invalid_request');
  });

  it('gives machine tokens to registered machines only', async () => {
    const { status } = await token({ grant_type: 'client_credentials' }, basic(id, secret));
    expect(status).toBe(400);
  });

  it('gives a machine what it may have, and says so', async () => {
    const machine = await server.register({
      grant_types: ['client_credentials'],
      scope: 'read:owneraccounts read:owneraccount:permissions openid',
    });
    const ask = (scope?: string) =>
      token(
        { grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) },
        basic(machine.id, machine.secret),
      );
    const both = await ask('read:owneraccounts read:owneraccount:permissions');
    expect(both.body['scope']).toBe('read:owneraccounts read:owneraccount:permissions');
    const { claims } = parseCompactJws(String(both.body['access_token']));
    expect(claims).toMatchObject({ sub: machine.id, client_id: machine.id, aud: server.url });
    expect(await accepts(both.body['access_token'])).toBe(true);
    expect((await ask()).body['scope']).toBe('read:owneraccounts read:owneraccount:permissions');
    for (const scope of ['admin', 'read:owneraccounts admin', 'openid', 'a"b']) {
      const { status, body } = await ask(scope);
      expect([scope, status, body['error']]).toEqual([scope, 400, 'invalid_scope']);
      expect(Object.keys(body)).toEqual(['error', 'error_description']);
    }
  });

  it('takes the secret that was added and refuses the one that was removed', async () => {
    const machine = await server.register({ grant_types: ['client_credentials'], scope: 'read' });
    const ask = (value: string) =>
      token({ grant_type: 'client_credentials' }, basic(machine.id, value));
    const added = await server.secrets.add(server.ownerApp.id, machine.id, {
      expiresAt: null,
      overlapSeconds: null,
    });
    expect((await ask(added.secret)).status).toBe(200);
    expect((await ask(machine.secret)).status).toBe(200);
    await server.secrets.remove(server.ownerApp.id, machine.id, added.id);
    expect((await ask(added.secret)).status).toBe(401);
  });
});
