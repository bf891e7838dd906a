import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseCompactJws } from '../../../src/kernel/compact-jws.js';
import {
  OAuthRecords,
  SigningKeyLifecycle,
  SigningKeysService,
} from '../../../src/modules/tokens/index.js';
import { SigningKey } from '../../../src/modules/tokens/signing-key.entity.js';
import { OAuthEngine } from '../../../src/surfaces/oauth/engine/oauth-engine.js';
import { authorize, authorizeUrl, Browser } from './browser.js';
import {
  basic,
  CALLBACK,
  type OAuthServer,
  PASSWORD,
  post,
  startOAuthServer,
} from './oauth-server.js';

const nextTurn = promisify(setImmediate);

describe('the engine, when the signing keys change', () => {
  let server: OAuthServer;
  let lifecycle: SigningKeyLifecycle;
  let keys: SigningKeysService;
  let client: { id: string; secret: string };
  let browser: Browser;

  beforeAll(async () => {
    server = await startOAuthServer();
    lifecycle = server.app.get(SigningKeyLifecycle, { strict: false });
    keys = server.app.get(SigningKeysService, { strict: false });
    client = await server.register();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    browser = new Browser(server);
    await server.database.manager.update(SigningKey, { state: 'next' }, { readyAt: 0 });
  });

  const kidOf = (token: unknown) => parseCompactJws(String(token)).header['kid'];
  const active = (use: 'access' | 'id_token') => keys.activeKey(use).kid;
  const credentials = () => basic(client.id, client.secret);
  const redeem = (end: URL) => {
    const code = end.searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
    return post(server, '/oauth/token', form, credentials());
  };
  const signIn = async () => {
    const { status, body } = await redeem(
      await authorize(server, authorizeUrl(client.id), browser),
    );
    expect(status).toBe(200);
    return body;
  };
  const refresh = (token: unknown) => {
    const form = { grant_type: 'refresh_token', refresh_token: String(token) };
    return post(server, '/oauth/token', form, credentials());
  };
  const introspect = async (token: unknown) =>
    (await post(server, '/oauth/introspect', { token: String(token) }, credentials())).body;
  const jwks = async () => {
    const response = await fetch(`${server.url}/oauth/jwks`);
    const { keys: published } = (await response.json()) as { keys: { kid: string }[] };
    return { kids: published.map(({ kid }) => kid), etag: response.headers.get('etag') ?? '' };
  };

  it('signs with the keys that are active now, without a restart', async () => {
    const before = await signIn();
    await lifecycle.rotate();
    const after = await signIn();
    for (const [use, member] of [
      ['access', 'access_token'],
      ['id_token', 'id_token'],
    ] as const) {
      expect(kidOf(after[member])).toBe(active(use));
      expect(kidOf(before[member])).not.toBe(active(use));
    }
    expect(await introspect(before['access_token'])).toMatchObject({ active: true });
    expect(await server.verified(String(before['access_token']))).toMatchObject({
      principal: { subject: server.user.id },
    });
  });

  it('W02 W06: publishes what it will sign with next, and gives a changed set another tag', async () => {
    const before = await jwks();
    const next = keys.trustedKeys().filter(({ state }) => state === 'next');
    expect(before.kids).toEqual(expect.arrayContaining(next.map(({ kid }) => kid)));
    await lifecycle.rotate();
    const after = await jwks();
    expect(after.kids).toEqual(expect.arrayContaining(before.kids));
    expect(after.kids).toHaveLength(before.kids.length + 2);
    expect(after.etag).not.toBe(before.etag);
    const stale = await fetch(`${server.url}/oauth/jwks`, {
      headers: { 'if-none-match': before.etag },
    });
    expect(stale.status).toBe(200);
    const current = await fetch(`${server.url}/oauth/jwks`, {
      headers: { 'if-none-match': after.etag },
    });
    expect(current.status).toBe(304);
  });

  it('lets a person sign in who was asked before', async () => {
    await signIn();
    browser = new Browser(server);
    const login = await browser.open(authorizeUrl(client.id));
    expect(login.text).toContain('id="login"');
    await lifecycle.rotate();
    // Consent is remembered: the code comes next.
    const end = await browser.submit(login, { username: 'alice', password: PASSWORD });
    const { status, body } = await redeem(end.url);
    expect(status).toBe(200);
    expect(kidOf(body['id_token'])).toBe(active('id_token'));
  });

  it('asks for consent, and takes it, across a change', async () => {
    const other = await server.register({ client_name: 'Another' });
    const login = await browser.open(authorizeUrl(other.id));
    const consent = await browser.submit(login, { username: 'alice', password: PASSWORD });
    expect(consent.text).toContain('id="consent"');
    await lifecycle.rotate();
    const end = await browser.submit(consent, { decision: 'allow' });
    expect(end.url.searchParams.get('code')).toMatch(/./);
  });

  it('keeps sign-in sessions and refresh tokens, also when keys are revoked', async () => {
    const { refresh_token, access_token } = await signIn();
    await lifecycle.revoke(active('access'));
    await lifecycle.revoke(active('id_token'));
    expect(await introspect(access_token)).toEqual({ active: false });
    const renewed = await refresh(refresh_token);
    expect(renewed.status).toBe(200);
    expect(kidOf(renewed.body['access_token'])).toBe(active('access'));
    const again = await browser.open(authorizeUrl(client.id, { prompt: 'none' }));
    expect(again.url.searchParams.get('code')).toMatch(/./);
  });

  it('W03 W05: knows no token of a revoked key, at any of its endpoints', async () => {
    const { access_token, id_token } = await signIn();
    const token = String(access_token);
    const [signed, identified] = [active('access'), active('id_token')];
    await lifecycle.revoke(signed);
    await lifecycle.revoke(identified);
    expect((await jwks()).kids).not.toContain(signed);
    expect(await introspect(token)).toEqual({ active: false });
    const userinfo = await fetch(`${server.url}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(userinfo.status).toBe(401);
    expect(userinfo.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect(await server.verified(token)).toEqual({ code: 'token_signature_invalid' });
    const logout = await browser.open(`/oauth/logout?id_token_hint=${String(id_token)}`);
    expect(logout.status).toBe(400);
  });

  it('takes an ID token of a key that no longer signs to sign its user out', async () => {
    const { id_token } = await signIn();
    await lifecycle.rotate();
    const logout = await browser.open(`/oauth/logout?id_token_hint=${String(id_token)}`);
    expect(logout.status).toBe(200);
  });

  it('answers a request that was under way with the provider that it began with', async () => {
    const engine = server.app.get(OAuthEngine, { strict: false });
    const records = server.app.get(OAuthRecords, { strict: false });
    const { refresh_token } = await signIn();
    const consume = records.consume.bind(records);
    const replaced = new Promise<void>((resolve) => {
      records.consume = async (model, id) => {
        records.consume = consume;
        const before = engine.provider;
        await lifecycle.rotate();
        expect(engine.provider).not.toBe(before);
        resolve();
        return consume(model, id);
      };
    });
    const { status, body } = await refresh(refresh_token);
    await replaced;
    expect(status).toBe(200);
    expect(await introspect(body['access_token'])).toMatchObject({ active: true });
  });

  it('refuses no request while keys change, however often', async () => {
    const machine = await server.register({ grant_types: ['client_credentials'], scope: 'read' });
    const form = { grant_type: 'client_credentials' };
    const answers: number[] = [];
    let isChanging = true;
    const ask = async () => {
      while (isChanging) {
        const token = await post(server, '/oauth/token', form, basic(machine.id, machine.secret));
        const { status } = await fetch(`${server.url}/oauth/jwks`);
        answers.push(token.status, status);
      }
    };
    const asking = Promise.all([ask(), ask(), ask()]);
    for (let round = 0; round < 5; round += 1) {
      await server.database.manager.update(SigningKey, { state: 'next' }, { readyAt: 0 });
      await lifecycle.rotate({ use: 'access' });
      await lifecycle.revoke(active('access'));
      // However fast the keys change, some requests begin and end between two changes.
      const enough = answers.length + 4;
      while (answers.length < enough) await nextTurn();
    }
    isChanging = false;
    await asking;
    expect([...new Set(answers)]).toEqual([200]);
  });
});
