import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { epochSeconds, hmac, makeJws } from '../../harness/jws.js';
import { CALLBACK, PASSWORD } from '../../harness/oauth-names.js';
import { basic, type Client } from './oauth-parties.js';
import { parties, world } from './oauth-world.js';

/** Everything that somebody who takes part here can hold and show, and that opens something somewhere. */
export const SHOWN = [
  'api_key',
  'access_token',
  'machine_token',
  'login_token',
  'app_token',
  'person_token',
  'id_token',
  'refresh_token',
  'login_refresh_token',
  'code',
  'device_code',
  'request_uri',
  'client_assertion',
] as const;
export type Shown = (typeof SHOWN)[number];

export const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';
export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
export const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** The client that all of it was issued to, and which may use every grant. */
export let client: Client;

/** Makes one of each, of one user, one client and one app: they differ in nothing but their kind. */
export type Issue = Readonly<Record<Shown, () => Promise<string>>>;

export async function openIssue(): Promise<Issue> {
  client = await parties.register({
    grant_types: [
      'authorization_code',
      'refresh_token',
      'client_credentials',
      DEVICE,
      JWT_BEARER,
      EXCHANGE,
    ],
    post_logout_redirect_uris: [CALLBACK],
  });
  const { ak, sk } = await world.createAccessKey({}, client.appId);
  const { key } = await world.createKey({ scopes: ['read'] }, client.appId);
  const assertion = await assertions();
  const signed = (claims: object) =>
    makeJws(
      { alg: 'HS256', typ: 'JWT' },
      { iss: ak, iat: epochSeconds(), exp: epochSeconds(600), ...claims },
      hmac(sk),
    );
  const flow = async (member: string) => textOf(await parties.tokens(client), member);
  const posted = async (path: string, form: Record<string, string>, member: string) =>
    textOf((await parties.post(path, form, basic(client))).body, member);
  const login = () => world.login('alice', PASSWORD);
  return {
    api_key: () => Promise.resolve(key),
    access_token: () => flow('access_token'),
    machine_token: () =>
      posted('/oauth/token', { grant_type: 'client_credentials', scope: 'read' }, 'access_token'),
    login_token: async () => (await login()).token,
    app_token: () => Promise.resolve(signed({ typ: 'app_token', sub: ak })),
    person_token: () =>
      Promise.resolve(signed({ typ: 'person_token', sub: parties.userId, roles: ['admin'] })),
    id_token: () => flow('id_token'),
    refresh_token: () => flow('refresh_token'),
    login_refresh_token: async () => (await login()).refreshToken,
    code: () => parties.code(client),
    device_code: () => posted('/oauth/device_authorization', { scope: 'read' }, 'device_code'),
    request_uri: () => {
      const request = { response_type: 'code', redirect_uri: CALLBACK, scope: 'read' };
      return posted('/oauth/par', { client_id: client.id, ...request }, 'request_uri');
    },
    client_assertion: assertion,
  };
}

/** @throws where there is none: "undefined" would be refused everywhere */
function textOf(body: Record<string, unknown>, member: string): string {
  const value = body[member];
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`no ${member}: ${JSON.stringify(body)}`);
}

/** Of a client of its own: one that proves itself by assertions can do so by nothing else. */
async function assertions(): Promise<() => Promise<string>> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', use: 'sig', alg: 'ES256' };
  const { id } = await parties.registerMachine({
    token_endpoint_auth_method: 'private_key_jwt',
    require_pkce: undefined,
    jwks: { keys: [jwk] },
  });
  return () =>
    new SignJWT({ iss: id, sub: id, aud: world.publicUrl, jti: randomUUID() })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setIssuedAt()
      .setExpirationTime('4 minutes')
      .sign(privateKey);
}
