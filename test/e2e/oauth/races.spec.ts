import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp, createOAuthClient } from '../../clients/consumer.js';
import { CALLBACK, CHALLENGE, PASSWORD, VERIFIER } from '../../harness/oauth-names.js';
import type { TestServer } from '../../harness/server.js';
import { slowWrites, startTwoProcesses, type TwoProcesses } from '../../harness/two-processes.js';
import { authorizeUrl, Browser, type PageResponse } from '../../integration/oauth/browser.js';

const ROUNDS = 10;
const PARALLEL = 20;
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

type Form = Readonly<Record<string, string>>;
interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What may happen once, asked for twenty times at once in two processes, while every write takes its time. */
describe('two processes on one Postgres', () => {
  let processes: TwoProcesses;
  let servers: readonly TestServer[];
  let place: { url: string };
  let browser: Browser;
  let appId: string;
  let client: { id: string; secret: string };

  beforeAll(async () => {
    processes = await startTwoProcesses();
    ({ servers } = processes);
    await slowWrites(processes.database, 'oauth_records');
    place = { url: `http://localhost:${servers[0]?.port}` };
    appId = await createApp(first());
    const { client_id: id = '', client_secret: secret = '' } = await createOAuthClient(
      first(),
      appId,
      {
        redirect_uris: [CALLBACK],
        grant_types: ['authorization_code', 'refresh_token', DEVICE_GRANT],
        scope: 'openid profile read',
        require_pkce: false,
      },
    );
    client = { id, secret };
    browser = new Browser(place);
    const login = await browser.open(authorizeUrl(id));
    const consent = await browser.submit(login, { username: 'alice', password: PASSWORD });
    await browser.submit(consent, { decision: 'allow' });
  });
  afterAll(() => processes.stop());

  const first = (): TestServer => servers[0] as TestServer;
  const post = async (form: Form, index = 0, path = '/oauth/token'): Promise<Answer> => {
    const response = await fetch((servers[index % 2] as TestServer).url(path), {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  const asClient = (form: Form): Form => ({
    ...form,
    client_id: client.id,
    client_secret: client.secret,
  });
  /** All start together, in turn at both processes. */
  const race = (formOf: (index: number) => Form): Promise<Answer[]> =>
    Promise.all(Array.from({ length: PARALLEL }, (_, index) => post(formOf(index), index)));

  /** Those that were given something; every other one is told nothing but that it was not. */
  const winners = (answers: readonly Answer[], [status, error] = [400, 'invalid_grant']) => {
    for (const answer of answers.filter((each) => each.status !== 200)) {
      expect([answer.status, answer.body['error']]).toEqual([status, error]);
    }
    return answers.filter((answer) => answer.status === 200);
  };
  const count = async (model: string): Promise<number> => {
    const sql = 'SELECT COUNT(*) AS n FROM oauth_records WHERE model = $1 AND client_id = $2';
    const { rows } = await processes.database.query<{ n: string }>(sql, [model, client.id]);
    return Number(rows[0]?.n);
  };
  const codeForm = async (): Promise<Form> => {
    const code = (await browser.open(authorizeUrl(client.id))).url.searchParams.get('code') ?? '';
    return asClient({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK });
  };
  const refreshForm = (token: unknown): Form =>
    asClient({ grant_type: 'refresh_token', refresh_token: String(token) });

  it('OA22: give the tokens of a code once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const form = await codeForm();
      expect(winners(await race(() => form))).toHaveLength(1);
    }
  });

  it('OA21: give a refresh token one successor, and whoever asks the same the same answer', async () => {
    let { refresh_token: token } = (await post(await codeForm())).body;
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await count('RefreshToken');
      const form = refreshForm(token);
      const good = winners(await race(() => form));
      expect(new Set(good.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(await count('RefreshToken')).toBe(before + 1);
      token = good[0]?.body['refresh_token'];
    }
  });

  it('OA21: give a refresh token to one of twenty who ask for different things', async () => {
    let { refresh_token: token } = (await post(await codeForm())).body;
    const scopes = ['openid', 'profile', 'read', 'openid profile', 'openid read', 'profile read'];
    const orders = [...scopes, ...scopes.map((scope) => scope.split(' ').reverse().join(' '))];
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await count('RefreshToken');
      const scopeOf = (index: number): string => orders[index % orders.length] ?? '';
      const answers = await race((index) => ({ ...refreshForm(token), scope: scopeOf(index) }));
      const good = answers.flatMap(({ status, body }, index) =>
        status === 200 ? [[scopeOf(index), JSON.stringify(body)] as const] : [],
      );
      winners(answers);
      // Only who asked for the very same may have the same answer.
      expect(new Set(good.map(([, body]) => body)).size).toBe(1);
      expect(new Set(good.map(([scope]) => scope)).size).toBe(1);
      expect(await count('RefreshToken')).toBe(before + 1);
      token = (JSON.parse(good[0]?.[1] ?? '{}') as { refresh_token?: string }).refresh_token;
    }
  });

  it('OA11: let five verifiers of a code be tried, however many come at once and wherever', async () => {
    const pkce = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
    for (let round = 0; round < ROUNDS; round += 1) {
      const { url } = await browser.open(authorizeUrl(client.id, pkce));
      const code = url.searchParams.get('code') ?? '';
      const form = asClient({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK });
      const guess = (index: number): Form => ({
        ...form,
        code_verifier: `${index}`.padEnd(43, 'x'),
      });
      expect(winners(await race(guess))).toHaveLength(0);
      const sql = `SELECT MAX(attempts) AS n FROM oauth_records WHERE model = 'AuthorizationCode'`;
      const { rows } = await processes.database.query<{ n: number }>(sql);
      expect(rows).toEqual([{ n: 5 }]);
      expect(winners(await race(() => ({ ...form, code_verifier: VERIFIER })))).toHaveLength(0);
    }
  });

  it('give the tokens of a device at most once', async () => {
    let given = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const started = await post(
        asClient({ scope: 'openid read' }),
        0,
        '/oauth/device_authorization',
      );
      const { device_code, user_code } = started.body as { device_code: string; user_code: string };
      let page: PageResponse = await browser.open('/oauth/device');
      page = await browser.submit(page, { user_code });
      page = await browser.submit(page, { confirm: 'yes' });
      page = await browser.submit(page, { decision: 'allow' });
      expect(page.text).toContain('id="device-done"');
      const form = asClient({ grant_type: DEVICE_GRANT, device_code });
      const { length } = winners(await race(() => form));
      // Nobody, when a latecomer's use of the code revoked the grant before the first one read it.
      expect(length).toBeLessThanOrEqual(1);
      given += length;
    }
    expect(given).toBeGreaterThan(0);
  });

  it('give a code for a pushed request once', async () => {
    const request = { response_type: 'code', redirect_uri: CALLBACK, scope: 'openid read' };
    for (let round = 0; round < ROUNDS; round += 1) {
      const pushed = await post(asClient(request), round, '/oauth/par');
      const query = { client_id: client.id, request_uri: String(pushed.body['request_uri']) };
      const target = `/oauth/authorize?${new URLSearchParams(query)}`;
      const cookie = Object.entries(browser.cookies())
        .map((pair) => pair.join('='))
        .join('; ');
      const answers = await Promise.all(
        Array.from({ length: PARALLEL }, (_, index) =>
          fetch((servers[index % 2] as TestServer).url(target), {
            redirect: 'manual',
            headers: { cookie },
          }),
        ),
      );
      const codes = answers.filter(({ headers }) => headers.get('location')?.includes('code='));
      expect(codes).toHaveLength(1);
      for (const { status } of answers) expect([303, 400]).toContain(status);
    }
  });

  it('OA51: take the assertion of a client once', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', use: 'sig', alg: 'ES256' };
    const { client_id: id = '' } = await createOAuthClient(first(), appId, {
      grant_types: ['client_credentials'],
      redirect_uris: [],
      scope: 'read',
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [jwk] },
    });
    for (let round = 0; round < ROUNDS; round += 1) {
      const claims = { iss: id, sub: id, aud: place.url, jti: randomUUID() };
      const assertion = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
        .setExpirationTime('1 minute')
        .sign(privateKey);
      const answers = await race(() => ({
        grant_type: 'client_credentials',
        client_assertion_type: ASSERTION_TYPE,
        client_assertion: assertion,
      }));
      expect(winners(answers, [401, 'invalid_client'])).toHaveLength(1);
    }
  });

  it('sign with the same keys and know each other’s tokens', async () => {
    const jwks = servers.map(async (server) => (await fetch(server.url('/oauth/jwks'))).text());
    expect(await jwks[1]).toBe(await jwks[0]);
    const { access_token: token } = (await post(await codeForm(), 0)).body;
    const form = asClient({ token: String(token) });
    const introspect = async () => (await post(form, 1, '/oauth/introspect')).body;
    expect(await introspect()).toMatchObject({ active: true, iss: place.url });
    const body = new URLSearchParams(form);
    const { status } = await fetch(first().url('/oauth/revoke'), { method: 'POST', body });
    expect(status).toBe(200);
    expect(await introspect()).toEqual({ active: false });
  });

  it.each<[string, () => Promise<{ status: number }>]>([
    [
      'all tokens of its client',
      () => first().admin('POST', `/admin/apps/${appId}/oauth-clients/${client.id}/revoke-tokens`),
    ],
    [
      'the sessions of its user',
      () => first().admin('POST', `/admin/users/${processes.userId}/sign-out`),
    ],
  ])(
    'J24: refuse a token within a second of the end of %s in the other process',
    async (_what, end) => {
      const login = await browser.open(authorizeUrl(client.id));
      if (login.text.includes('id="login"')) {
        await browser.submit(login, { username: 'alice', password: PASSWORD });
      }
      const { access_token: token } = (await post(await codeForm())).body;
      const headers = { authorization: `Bearer ${String(token)}` };
      const statuses = () =>
        Promise.all(
          servers.map(async (server) => (await server.call('GET', '/profile', { headers })).status),
        );
      expect(await statuses()).toEqual([200, 200]);
      expect((await end()).status).toBeLessThan(300);
      // The contract's second, and what a busy machine adds to it.
      await expect.poll(statuses, { timeout: 5_000, interval: 50 }).toEqual([401, 401]);
    },
  );
});
