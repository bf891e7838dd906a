import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessKeysService } from '../../../src/modules/access-keys/index.js';
import { ApiKeysService } from '../../../src/modules/api-keys/index.js';
import { LoginTokensService } from '../../../src/modules/tokens/index.js';
import { epochSeconds, hmac, makeJws } from '../../harness/jws.js';
import { basic, type OAuthServer, post, startOAuthServer } from './oauth-server.js';

/** RFC 7009: 200 says that the token does not work any more, so it must be true. */
describe('revocation of what was not issued by the token endpoint', () => {
  let server: OAuthServer;
  let client: { id: string; secret: string };

  beforeAll(async () => {
    server = await startOAuthServer();
    client = await server.register();
  });
  afterAll(() => server.close());

  const get = <T>(token: abstract new (...args: never[]) => T): T =>
    server.app.get(token, { strict: false });
  const revoke = (token: string) =>
    post(server, '/oauth/revoke', { token }, basic(client.id, client.secret));
  const isActive = async (token: string) =>
    (await post(server, '/oauth/introspect', { token }, basic(client.id, client.secret))).body[
      'active'
    ];

  it('says where an API key is revoked, known or not, and leaves it as it is', async () => {
    const { key } = await get(ApiKeysService).create(server.ownerApp.id, {
      name: 'key',
      scopes: [],
      environment: 'live',
      ipAllowlist: null,
      originAllowlist: null,
      expiresAt: null,
    });
    const answers = await Promise.all([revoke(key), revoke(`ost_live_${'0'.repeat(49)}`)]);
    for (const { status, body } of answers) {
      expect(status).toBe(400);
      expect(body).toEqual({
        error: 'unsupported_token_type',
        error_description: expect.stringContaining('DELETE'),
      });
    }
    expect(await isActive(key)).toBe(true);
  });

  it('says how a signed token ends', async () => {
    const { accessKey, sk } = await get(AccessKeysService).create(server.ownerApp.id, {
      name: 'pair',
      tokenTypes: ['app_token'],
      assertableRoles: null,
      scopes: [],
      ipAllowlist: null,
      originAllowlist: null,
    });
    const { ak } = accessKey;
    const claims = {
      typ: 'app_token',
      iss: ak,
      sub: ak,
      iat: epochSeconds(),
      exp: epochSeconds(9),
    };
    const token = makeJws({ alg: 'HS256' }, claims, hmac(sk));
    expect((await revoke(token)).body['error']).toBe('unsupported_token_type');
    expect(await isActive(token)).toBe(true);
  });

  it('a sign-in belongs to no client: it ends with a sign-out', async () => {
    const { accessToken, refreshToken } = await get(LoginTokensService).issue({
      userId: server.user.id,
      username: 'alice',
    });
    for (const token of [accessToken, refreshToken]) {
      const { body } = await revoke(token);
      expect(body['error']).toBe('unsupported_token_type');
      expect(body['error_description']).toContain('/logout');
    }
    await get(LoginTokensService).refresh(refreshToken);
  });

  it('tells nobody who has not authenticated', async () => {
    const { status } = await post(server, '/oauth/revoke', { token: `ost_live_${'0'.repeat(49)}` });
    expect(status).toBe(400);
    const wrong = await post(
      server,
      '/oauth/revoke',
      { token: `ost_live_${'0'.repeat(49)}` },
      basic(client.id, 'wrong'),
    );
    expect([wrong.status, wrong.body['error']]).toEqual([401, 'invalid_client']);
  });
});
