import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { exportJWK, SignJWT, type JWK } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ClientJwks } from '../../../src/modules/oauth-clients/index.js';
import { OutboundFetch } from '../../../src/platform/outbound/index.js';
import { type OAuthServer, post, startOAuthServer } from './oauth-server.js';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const JWKS_URI = 'https://machine.example/jwks.json';

async function createKeys(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
  return { kid, privateKey, jwks: { keys: [jwk] } as unknown as ClientJwks };
}

describe('a client that signs who it is (private_key_jwt)', () => {
  let server: OAuthServer;
  let keys: Awaited<ReturnType<typeof createKeys>>;
  let id: string;

  beforeAll(async () => {
    server = await startOAuthServer();
    keys = await createKeys('k1');
    ({ id } = await machine({ jwks: keys.jwks }));
  });
  afterAll(() => server.close());
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const machine = (proof: object) =>
    server.register({
      kind: 'machine',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      scope: 'read',
      token_endpoint_auth_method: 'private_key_jwt',
      ...proof,
    });
  const now = () => Math.floor(Date.now() / 1000);
  const claims = (changes: object = {}) => ({
    iss: id,
    sub: id,
    aud: server.url,
    jti: randomUUID(),
    exp: now() + 60,
    ...changes,
  });
  const sign = (payload: object, { privateKey, kid } = keys) =>
    new SignJWT({ ...payload }).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);
  const present = (assertion: string, form: Record<string, string> = {}) =>
    post(server, '/oauth/token', {
      grant_type: 'client_credentials',
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: assertion,
      ...form,
    });
  const expectRefused = async (answer: ReturnType<typeof present>) => {
    const { status, body } = await answer;
    expect([status, body['error']]).toEqual([401, 'invalid_client']);
    expect(body).not.toHaveProperty('access_token');
  };

  it('gets a token, whichever of our names the assertion is for', async () => {
    for (const aud of [
      server.url,
      `${server.url}/oauth/token`,
      [server.url, 'https://b.example'],
    ]) {
      const { status, body } = await present(await sign(claims({ aud })));
      expect([status, body['scope']]).toEqual([200, 'read']);
    }
  });

  it('OA51: is refused the second use of an assertion', async () => {
    const assertion = await sign(claims());
    expect((await present(assertion)).status).toBe(200);
    await expectRefused(present(assertion));
  });

  it('OA51: gets one token for twenty uses of an assertion at once', async () => {
    const assertion = await sign(claims());
    const answers = await Promise.all(Array.from({ length: 20 }, () => present(assertion)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array<number>(19).fill(401)]);
  });

  it.each<[string, () => object]>([
    ['that is for somebody else', () => ({ aud: 'https://other.example' })],
    ['that is for nobody', () => ({ aud: undefined })],
    ['of another client', () => ({ iss: 'cli_other' })],
    ['that lives for more than an hour', () => ({ exp: now() + 3630 })],
    ['that lives for ever', () => ({ exp: undefined })],
    ['that has expired', () => ({ exp: now() - 60 })],
    ['that is not valid yet', () => ({ nbf: now() + 120 })],
    ['without an id', () => ({ jti: undefined })],
  ])('OA51: is refused an assertion %s', async (_name, changes) => {
    await expectRefused(present(await sign(claims(changes()))));
  });

  it('OA51: is refused an assertion without a signature, or signed with the public key', async () => {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    await expectRefused(present(`${encode({ alg: 'none' })}.${encode(claims())}.`));
    const published = new TextEncoder().encode(JSON.stringify(keys.jwks.keys[0]));
    const shared = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256', kid: keys.kid })
      .sign(published);
    await expectRefused(present(shared));
  });

  it('is refused another key, and a secret', async () => {
    await expectRefused(present(await sign(claims(), await createKeys('k1'))));
    const { body, status } = await post(server, '/oauth/token', {
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: 'cs_x',
    });
    expect([status, body['error']]).toEqual([401, 'invalid_client']);
    const terms = { expiresAt: null, overlapSeconds: null };
    await expect(server.secrets.add(server.ownerApp.id, id, terms)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('is announced with asymmetric algorithms only', async () => {
    const response = await fetch(`${server.url}/.well-known/openid-configuration`);
    const metadata = (await response.json()) as Record<string, string[]>;
    expect(metadata['token_endpoint_auth_methods_supported']).toContain('private_key_jwt');
    const algorithms = metadata['token_endpoint_auth_signing_alg_values_supported'] ?? [];
    expect(algorithms).toContain('ES256');
    expect(algorithms.filter((name) => /^(HS|none)/.test(name))).toEqual([]);
  });

  it('may publish its keys, which are fetched once and then kept for a minute', async () => {
    const published = await createKeys('p1');
    const fetched = vi
      .spyOn(OutboundFetch.prototype, 'fetch')
      .mockImplementation(() => Promise.resolve(Response.json(published.jwks)));
    const client = await machine({ jwks_uri: JWKS_URI });
    const own = () => claims({ iss: client.id, sub: client.id });
    for (let round = 0; round < 3; round += 1) {
      expect((await present(await sign(own(), published))).status).toBe(200);
    }
    expect(fetched.mock.calls).toEqual([[JWKS_URI]]);
  });

  it('is refused while its published keys cannot be read', async () => {
    vi.spyOn(OutboundFetch.prototype, 'fetch').mockRejectedValue(new Error('secret reason'));
    const client = await machine({ jwks_uri: JWKS_URI });
    const answer = present(await sign(claims({ iss: client.id, sub: client.id })));
    await expectRefused(answer);
    expect((await answer).text).not.toContain('secret reason');
  });
});
