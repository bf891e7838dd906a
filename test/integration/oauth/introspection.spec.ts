import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AccessKeysService } from '../../../src/modules/access-keys/index.js';
import { ApiKeysService, ApiKeyVerifier } from '../../../src/modules/api-keys/index.js';
import { LoginTokensService } from '../../../src/modules/tokens/index.js';
import { RateLimits } from '../../../src/platform/limits/index.js';
import { epochSeconds, hmac, makeJws, readJws } from '../../harness/jws.js';
import { authorize, authorizeUrl } from './browser.js';
import { basic, CALLBACK, type OAuthServer, post, startOAuthServer } from './oauth-server.js';

const INACTIVE = '{"active":false}';
const UNRESTRICTED = { ipAllowlist: null, originAllowlist: null, expiresAt: null };

/** RFC 7662 for every kind of credential, and for nobody who may not know. */
describe('introspection of every kind of credential', () => {
  let server: OAuthServer;
  let asker: { id: string; secret: string };
  let foreignAppId: string;
  let signIn: Record<string, unknown>;

  beforeAll(async () => {
    server = await startOAuthServer();
    asker = await server.register({ scope: 'openid profile read offline_access' });
    foreignAppId = (await server.apps.create({ name: 'Other', description: null, ownerId: null }))
      .id;
    const end = await authorize(
      server,
      authorizeUrl(asker.id, { scope: 'openid profile read offline_access', prompt: 'consent' }),
    );
    const code = end.searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
    signIn = (await post(server, '/oauth/token', form, basic(asker.id, asker.secret))).body;
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  afterAll(() => server.close());

  const get = <T>(token: abstract new (...args: never[]) => T): T =>
    server.app.get(token, { strict: false });
  const ask = (token: unknown, hint?: string, client = asker) =>
    post(
      server,
      '/oauth/introspect',
      { token: String(token), ...(hint === undefined ? {} : { token_type_hint: hint }) },
      basic(client.id, client.secret),
    );
  const apiKey = (members: object = {}, appId = server.ownerApp.id) =>
    get(ApiKeysService).create(appId, {
      name: 'key',
      scopes: ['read', 'write'],
      environment: 'live',
      ...UNRESTRICTED,
      ...members,
    });
  const signedToken = async (claims: object, appId = server.ownerApp.id) => {
    const { accessKey, sk } = await get(AccessKeysService).create(appId, {
      name: 'pair',
      tokenTypes: ['app_token', 'person_token'],
      assertableRoles: null,
      scopes: ['read'],
      ipAllowlist: null,
      originAllowlist: null,
    });
    const all = { iss: accessKey.ak, iat: epochSeconds(), exp: epochSeconds(600), ...claims };
    return { accessKey, token: makeJws({ alg: 'HS256', typ: 'JWT' }, all, hmac(sk)) };
  };
  const personToken = (appId?: string) =>
    signedToken({ typ: 'person_token', sub: 'u-7', roles: ['CLERK'], groups: ['/ops'] }, appId);

  it('an API key of the same app, with the principal that its APIs receive', async () => {
    const expiresAt = Date.now() + 60_000;
    const { apiKey: record, key } = await apiKey({ expiresAt });
    const { status, body, headers } = await ask(key);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      active: true,
      scope: 'read write',
      sub: server.ownerApp.id,
      iss: server.url,
      exp: Math.floor(expiresAt / 1000),
      token_type: 'Bearer',
      kind: 'api_key',
      app_id: server.ownerApp.id,
      credential_id: record.id,
      roles: [],
      groups: [],
    });
  });

  it('says that a key is restricted, and not to what', async () => {
    const { key } = await apiKey({
      ipAllowlist: ['192.0.2.0/24'],
      originAllowlist: ['https://shop.example'],
    });
    const { body, text } = await ask(key);
    expect(body['restricted_by']).toEqual(['ip_allowlist', 'origin_allowlist']);
    expect(text).not.toMatch(/192\.0\.2|shop\.example/);
  });

  it.each([undefined, 'access_token', 'refresh_token', 'person_token', 'x'])(
    'a person token of the same app, whatever the hint says (%s)',
    async (hint) => {
      const { accessKey, token } = await personToken();
      const { claims } = readJws(token);
      expect((await ask(token, hint)).body).toEqual({
        active: true,
        scope: 'read',
        sub: 'u-7',
        iss: accessKey.ak,
        iat: claims['iat'],
        exp: claims['exp'],
        token_type: 'Bearer',
        kind: 'person_token',
        app_id: server.ownerApp.id,
        credential_id: accessKey.id,
        roles: ['CLERK'],
        groups: ['/ops'],
      });
    },
  );

  it('an app token of the same app', async () => {
    const pair = await get(AccessKeysService).create(server.ownerApp.id, {
      name: 'pair',
      tokenTypes: ['app_token'],
      assertableRoles: null,
      scopes: [],
      ipAllowlist: null,
      originAllowlist: null,
    });
    const { ak } = pair.accessKey;
    const claims = {
      typ: 'app_token',
      iss: ak,
      sub: ak,
      iat: epochSeconds(),
      exp: epochSeconds(9),
    };
    const { body } = await ask(makeJws({ alg: 'HS256' }, claims, hmac(pair.sk)));
    expect(body).toMatchObject({ active: true, kind: 'app_token', sub: ak });
  });

  it('its own access token, with the members of the engine and ours', async () => {
    const token = signIn['access_token'];
    const { claims } = readJws(String(token));
    expect((await ask(token)).body).toEqual({
      active: true,
      scope: 'openid profile read offline_access',
      client_id: asker.id,
      sub: server.user.id,
      aud: server.url,
      iss: server.url,
      iat: claims['iat'],
      exp: claims['exp'],
      jti: claims['jti'],
      token_type: 'Bearer',
      username: 'alice',
      kind: 'access_token',
      app_id: server.ownerApp.id,
      credential_id: asker.id,
      roles: [],
      groups: [],
    });
  });

  it('the access token that a machine got for itself', async () => {
    const machine = await server.register({ grant_types: ['client_credentials'], scope: 'read' });
    const { body } = await post(
      server,
      '/oauth/token',
      { grant_type: 'client_credentials' },
      basic(machine.id, machine.secret),
    );
    expect((await ask(body['access_token'], undefined, machine)).body).toMatchObject({
      active: true,
      kind: 'access_token',
      sub: machine.id,
      client_id: machine.id,
    });
  });

  it('its own refresh token, which is no credential at any door', async () => {
    const { body } = await ask(signIn['refresh_token']);
    expect(body).toMatchObject({
      active: true,
      client_id: asker.id,
      sub: server.user.id,
      kind: 'refresh_token',
      app_id: server.ownerApp.id,
    });
    expect(body).not.toHaveProperty('token_type');
  });

  it('releases the name of a user by the scope profile only', async () => {
    const client = await server.register({ scope: 'openid read' });
    const end = await authorize(server, authorizeUrl(client.id, { scope: 'openid read' }));
    const code = end.searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
    const { body } = await post(server, '/oauth/token', form, basic(client.id, client.secret));
    const { body: answer } = await ask(body['access_token'], undefined, client);
    expect(answer).toMatchObject({ active: true, sub: server.user.id });
    expect(answer).not.toHaveProperty('username');
  });

  it('OA41: answers about what the asker may not know as about a random text', async () => {
    const other = await server.register({ grant_types: ['client_credentials'], scope: 'read' });
    const { body } = await post(
      server,
      '/oauth/token',
      { grant_type: 'client_credentials' },
      basic(other.id, other.secret),
    );
    const login = await get(LoginTokensService).issue({
      userId: server.user.id,
      username: 'alice',
    });
    const foreign = [
      (await apiKey({}, foreignAppId)).key,
      (await personToken(foreignAppId)).token,
      // Of the same app, but issued to another client.
      String(body['access_token']),
      // A session belongs to a person and to no app.
      login.accessToken,
      login.refreshToken,
      String(signIn['id_token']),
    ];
    for (const token of [...foreign, 'unknown', randomBytes(300).toString('base64url')]) {
      const { status, text } = await ask(token);
      expect([status, text]).toEqual([200, INACTIVE]);
    }
  });

  it('OA41: tells a public client nothing, and asks everybody for authentication', async () => {
    const { key } = await apiKey();
    const publicClient = await server.register({ token_endpoint_auth_method: 'none' });
    const form = { token: key, client_id: publicClient.id };
    expect((await post(server, '/oauth/introspect', form)).text).toBe(INACTIVE);
    expect((await post(server, '/oauth/introspect', { token: key })).status).toBe(400);
    const wrong = await ask(key, undefined, { id: asker.id, secret: 'wrong' });
    expect([wrong.status, wrong.body['error']]).toEqual([401, 'invalid_client']);
  });

  it('OA43: knows nothing that is spelled in another way, has ended or was switched off', async () => {
    const { key, apiKey: record } = await apiKey();
    const { token, accessKey } = await personToken();
    const accessToken = String(signIn['access_token']);
    for (const text of [
      `${key}x`,
      key.slice(0, -1),
      ` ${key}`,
      `Bearer ${key}`,
      `${token}=`,
      token.replaceAll('.', '~'),
      accessToken.replaceAll('.', '~'),
      accessKey.ak,
    ]) {
      expect((await ask(text)).text).toBe(INACTIVE);
    }
    const expired = await apiKey({ expiresAt: Date.now() + 20 });
    await expect.poll(async () => (await ask(expired.key)).text).toBe(INACTIVE);
    expect((await ask(key)).body['active']).toBe(true);
    await get(ApiKeysService).update(server.ownerApp.id, record.id, { enabled: false });
    expect((await ask(key)).text).toBe(INACTIVE);
    await get(AccessKeysService).revoke(server.ownerApp.id, accessKey.id);
    expect((await ask(token)).text).toBe(INACTIVE);
  });

  it('tells a client with the right to ask about all what its own door would say', async () => {
    const trusted = await server.register({
      grant_types: ['client_credentials'],
      scope: '',
      introspection: 'any',
    });
    const about = async (token: unknown) => (await ask(token, undefined, trusted)).body;
    expect(await about(signIn['access_token'])).toMatchObject({
      active: true,
      kind: 'access_token',
      client_id: asker.id,
      username: 'alice',
    });
    expect(await about(signIn['refresh_token'])).toMatchObject({
      active: true,
      kind: 'refresh_token',
      credential_id: asker.id,
    });
    const { key } = await apiKey({}, foreignAppId);
    expect(await about(key)).toMatchObject({ active: true, app_id: foreignAppId });
    const { token } = await personToken(foreignAppId);
    expect(await about(token)).toMatchObject({ active: true, kind: 'person_token', sub: 'u-7' });
    const session = { userId: server.user.id, username: 'alice' };
    const login = await get(LoginTokensService).issue(session);
    const { claims } = readJws(login.accessToken);
    expect(await about(login.accessToken)).toEqual({
      active: true,
      sub: server.user.id,
      iss: server.url,
      aud: server.url,
      iat: claims['iat'],
      exp: claims['exp'],
      jti: claims['jti'],
      token_type: 'Bearer',
      username: 'alice',
      kind: 'login_token',
      credential_id: login.sessionId,
      roles: [],
      groups: [],
    });
    for (const other of [login.refreshToken, signIn['id_token'], 'unknown']) {
      expect(await about(other)).toEqual({ active: false });
    }
  });

  it('the right to ask about all shows no token of a client or user that is disabled', async () => {
    const trusted = await server.register({
      grant_types: ['client_credentials'],
      scope: '',
      introspection: 'any',
    });
    const other = await server.register({ grant_types: ['client_credentials'], scope: 'read' });
    const { body } = await post(
      server,
      '/oauth/token',
      { grant_type: 'client_credentials' },
      basic(other.id, other.secret),
    );
    const about = (token: unknown) => ask(token, undefined, trusted);
    expect((await about(body['access_token'])).body['active']).toBe(true);
    await server.clients.update(server.ownerApp.id, other.id, { enabled: false });
    expect((await about(body['access_token'])).text).toBe(INACTIVE);
    await server.clients.update(server.ownerApp.id, asker.id, { enabled: false });
    for (const token of [signIn['access_token'], signIn['refresh_token']]) {
      expect((await about(token)).text).toBe(INACTIVE);
    }
    await server.clients.update(server.ownerApp.id, asker.id, { enabled: true });
    expect((await about(signIn['refresh_token'])).body['active']).toBe(true);
  });

  it('is no use of what is asked about: it counts against no quota', async () => {
    const take = vi.spyOn(RateLimits.prototype, 'take');
    const { key } = await apiKey({ limits: { windows: [{ limit: 1, windowSeconds: 60 }] } });
    for (let i = 0; i < 5; i += 1) expect((await ask(key)).body['active']).toBe(true);
    expect(take).not.toHaveBeenCalled();
  });

  it('is unavailable, and calls nothing inactive, when it cannot look', async () => {
    const { key } = await apiKey();
    const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    vi.spyOn(ApiKeyVerifier.prototype, 'verify').mockRejectedValueOnce(lost);
    const { status, body, headers } = await ask(key);
    expect([status, body['error']]).toEqual([503, 'temporarily_unavailable']);
    expect(headers.get('retry-after')).not.toBeNull();
    expect((await ask(key)).body['active']).toBe(true);
  });
});
