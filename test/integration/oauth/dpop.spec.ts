import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DpopKey } from '../../harness/dpop.js';
import { readJws } from '../../harness/jws.js';
import { authorize, authorizeUrl, Browser } from './browser.js';
import { basic, CALLBACK, type OAuthServer, post, startOAuthServer } from './oauth-server.js';

const VERIFIER = 'v'.repeat(43);
const CHALLENGE = '7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM';

/** RFC 9449 at the endpoints of the authorization server. */
describe('DPoP at the token endpoint', () => {
  let server: OAuthServer;
  let machine: { id: string; secret: string };
  let spa: { id: string };

  beforeAll(async () => {
    server = await startOAuthServer();
    machine = await server.register({ grant_types: ['client_credentials'], scope: 'read' });
    spa = await server.register({ token_endpoint_auth_method: 'none' });
  });
  afterAll(() => server.close());

  const tokenUrl = () => `${server.url}/oauth/token`;
  const proofFor = (key: DpopKey, claims = {}) =>
    key.proof({ method: 'POST', url: tokenUrl(), claims });
  const ask = (dpop: string | null, client = machine) =>
    post(
      server,
      '/oauth/token',
      { grant_type: 'client_credentials' },
      { ...basic(client.id, client.secret), ...(dpop === null ? {} : { dpop }) },
    );
  const introspect = async (token: unknown, client = machine) =>
    (
      await post(
        server,
        '/oauth/introspect',
        { token: String(token) },
        basic(client.id, client.secret),
      )
    ).body;
  const userinfo = (authorization: string, dpop?: string) =>
    fetch(`${server.url}/oauth/userinfo`, {
      headers: { authorization, ...(dpop === undefined ? {} : { dpop }) },
    });
  const code = async (parameters = {}) => {
    const pkce = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
    const target = authorizeUrl(spa.id, { ...pkce, ...parameters });
    const end = await authorize(server, target, new Browser(server));
    return end.searchParams.get('code') ?? '';
  };
  const redeem = (value: string, dpop: string | null) =>
    post(
      server,
      '/oauth/token',
      {
        grant_type: 'authorization_code',
        code: value,
        redirect_uri: CALLBACK,
        client_id: spa.id,
        code_verifier: VERIFIER,
      },
      dpop === null ? {} : { dpop },
    );
  const refresh = (token: unknown, dpop: string | null) =>
    post(
      server,
      '/oauth/token',
      { grant_type: 'refresh_token', refresh_token: String(token), client_id: spa.id },
      dpop === null ? {} : { dpop },
    );

  it.each(['ES256', 'Ed25519'] as const)(
    'binds the token to the key of the proof (%s)',
    async (alg) => {
      const key = new DpopKey(alg);
      const { status, body } = await ask(proofFor(key));
      expect([status, body['token_type']]).toEqual([200, 'DPoP']);
      const { claims } = readJws(String(body['access_token']));
      expect(claims['cnf']).toEqual({ jkt: key.thumbprint });
      expect(await server.verified(String(body['access_token']))).toMatchObject({
        jkt: key.thumbprint,
      });
      expect(await introspect(body['access_token'])).toMatchObject({
        active: true,
        token_type: 'DPoP',
        cnf: { jkt: key.thumbprint },
      });
    },
  );

  it('gives a token that is bound to nothing to whom shows no proof', async () => {
    const { body } = await ask(null);
    expect(body['token_type']).toBe('Bearer');
    expect(await server.verified(String(body['access_token']))).toMatchObject({ jkt: null });
  });

  it('gives a client that is registered with dpop_bound_access_tokens none without a proof', async () => {
    const bound = await server.register({
      grant_types: ['client_credentials'],
      scope: 'read',
      dpop_bound_access_tokens: true,
    });
    const refused = await ask(null, bound);
    expect([refused.status, refused.body['error']]).toEqual([400, 'invalid_grant']);
    expect(refused.body['error_description']).toContain('a DPoP proof is missing');
    expect((await ask(proofFor(new DpopKey()), bound)).body['token_type']).toBe('DPoP');
  });

  it.each([
    ['of another method', { htm: 'GET' }],
    ['of another URL', { htu: 'https://evil.example/oauth/token' }],
    ['that is too old', { iat: 1 }],
    ['without a jti', { jti: undefined }],
    ['with a nonce, which was never given', { nonce: 'n' }],
  ])('refuses a proof %s', async (_name, claims) => {
    const { status, body } = await ask(proofFor(new DpopKey(), claims));
    expect([status, body['error']]).toEqual([400, 'invalid_dpop_proof']);
    expect(body).not.toHaveProperty('access_token');
  });

  it('takes a proof once, of two at the same moment too', async () => {
    const proof = proofFor(new DpopKey());
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(proof)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 200)) {
      expect([status, body['error']]).toEqual([400, 'invalid_grant']);
      expect(body['error_description']).toContain('used before');
    }
  });

  it('binds the refresh token of a public client, and an honest retry, to the same key', async () => {
    const key = new DpopKey();
    const first = await redeem(await code(), proofFor(key));
    expect(first.body['token_type']).toBe('DPoP');
    const token = first.body['refresh_token'];
    for (const dpop of [null, proofFor(new DpopKey())]) {
      const { status, body } = await refresh(token, dpop);
      expect([status, body['error']]).toEqual([400, 'invalid_grant']);
      expect(body['error_description']).toContain('another key than the token is bound to');
    }
    const second = await refresh(token, proofFor(key));
    expect([second.status, second.body['token_type']]).toEqual([200, 'DPoP']);
    // Within ten seconds the same answer, to the same key only.
    for (const dpop of [null, proofFor(new DpopKey())]) {
      expect((await refresh(token, dpop)).status).toBe(400);
    }
    const again = await refresh(token, proofFor(key));
    expect(again.body).toEqual(second.body);
    expect((await refresh(second.body['refresh_token'], proofFor(key))).status).toBe(200);
  });

  it('binds a code to the key that the authorization request names (dpop_jkt)', async () => {
    const key = new DpopKey();
    const dpop_jkt = key.thumbprint;
    for (const dpop of [null, proofFor(new DpopKey())]) {
      const { status, body } = await redeem(await code({ dpop_jkt }), dpop);
      expect([status, body['error']]).toEqual([400, 'invalid_grant']);
    }
    expect((await redeem(await code({ dpop_jkt }), proofFor(key))).status).toBe(200);
  });

  it('userinfo takes a bound token with its proof only', async () => {
    const key = new DpopKey();
    const url = `${server.url}/oauth/userinfo`;
    const token = String((await redeem(await code(), proofFor(key))).body['access_token']);
    const good = await userinfo(`DPoP ${token}`, key.proof({ url, token }));
    expect(good.status).toBe(200);
    expect(await good.json()).toMatchObject({ sub: server.user.id });

    const bearer = await userinfo(`Bearer ${token}`);
    expect(bearer.status).toBe(401);
    expect(bearer.headers.get('www-authenticate')).toMatch(
      /^DPoP .*error="invalid_token".*algs="ES256 Ed25519 EdDSA", resource_metadata="/,
    );
    const other = new DpopKey();
    const wrongKey = await userinfo(`DPoP ${token}`, other.proof({ url, token }));
    expect(wrongKey.status).toBe(401);
    const wrongToken = await userinfo(`DPoP ${token}`, key.proof({ url, token: 'x' }));
    expect(wrongToken.headers.get('www-authenticate')).toContain('error="invalid_dpop_proof"');
  });

  it('userinfo offers both ways to whom shows nothing', async () => {
    const response = await fetch(`${server.url}/oauth/userinfo`);
    const challenge = response.headers.get('www-authenticate') ?? '';
    expect(challenge).toMatch(/Bearer realm="[^"]*", resource_metadata="/);
    expect(challenge).toMatch(/DPoP realm="[^"]*", algs="[^"]*", resource_metadata="/);
  });
});
