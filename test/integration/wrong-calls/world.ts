import { generateAccessKeyPair, generateApiKey } from '../../../src/kernel/key-format.js';
import { type Application, startApplication } from '../../harness/application.js';
import { hmac, makeJws, type Members } from '../../harness/jws.js';
import { type RawResponse, rawRequest, sendRaw } from '../../harness/raw.js';
import { type Recorder, startRecorder } from '../../harness/recorder.js';

type Json = Record<string, unknown>;

/** A server with one of everything that can be called wrongly. */
export interface WrongCallsWorld {
  readonly app: Application;
  readonly key: string;
  readonly testKey: string;
  readonly unknownKey: string;
  readonly revokedKey: string;
  readonly expiredKey: string;
  readonly homeKey: string;
  readonly browserKey: string;
  readonly otherAppKey: string;
  readonly otherAppId: string;
  readonly revokedAt: string;
  readonly expiredAt: string;
  readonly expired: string;
  readonly ak: string;
  readonly sk: string;
  readonly accessKeyId: string;
  readonly otherSk: string;
  /** Of a client, for the server itself. */
  readonly accessToken: string;
  readonly loginToken: string;
  readonly refreshToken: string;
  readonly publicUrl: string;
  readonly serverTime: string;
  /** Seconds since 1970, by the clock of the server. */
  seconds(offset?: number): number;
  timestamp(offset?: number): string;
  /** A token that is good but for these claims. */
  signed(claims?: Members, key?: string | Buffer, header?: Members): string;
  send(method: string, target: string, headers: readonly string[]): Promise<RawResponse>;
  close(): Promise<void>;
}

export async function openWrongCallsWorld(): Promise<WrongCallsWorld> {
  const [app, upstream] = await Promise.all([startApplication(), startRecorder()]);
  const post = posting(app);
  const login = await post('/login', app.admin);
  const loginToken = String(login['access_token']);
  const asAdmin = posting(app, { authorization: `Bearer ${loginToken}` });
  const appId = String((await asAdmin('/admin/apps', { name: 'Shop' }))['id']);
  const otherId = String((await asAdmin('/admin/apps', { name: 'Other' }))['id']);
  await createApis(asAdmin, upstream);
  const keyOf = async (body: Json = {}, owner = appId): Promise<string> =>
    String((await asAdmin(`/admin/apps/${owner}/api-keys`, { name: 'k', ...body }))['key']);
  const revoked = await asAdmin(`/admin/apps/${appId}/api-keys`, { name: 'old' });
  await fetch(app.url(`/admin/apps/${appId}/api-keys/${String(revoked['id'])}`), {
    method: 'DELETE',
    headers: { authorization: `Bearer ${loginToken}` },
  });
  const seconds = (offset = 0): number => Math.floor(app.clock.now() / 1000) + offset;
  const timestamp = (offset = 0): string => new Date(seconds(offset) * 1000).toISOString();
  const revokedAt = new Date(app.clock.now()).toISOString();
  const expiredAt = timestamp(5);
  const expiredKey = await keyOf({ expires_at: expiredAt });
  const pair = await asAdmin(`/admin/apps/${appId}/access-keys`, { name: 'pair' });
  const [ak, sk] = [String(pair['ak']), String(pair['sk'])];
  const keys = {
    key: await keyOf({ scopes: ['orders:read'] }),
    testKey: await keyOf({ environment: 'test' }),
    homeKey: await keyOf({ ip_allowlist: ['10.9.8.0/24'] }),
    browserKey: await keyOf({ origin_allowlist: ['https://app.example.com'] }),
    otherAppKey: await keyOf({}, otherId),
  };
  const accessToken = await clientToken(app, asAdmin, appId);
  app.clock.passMs(60_000 - (app.clock.now() % 1000));
  return {
    app,
    ...keys,
    unknownKey: generateApiKey('ost', 'live'),
    revokedKey: String(revoked['key']),
    ...{ expiredKey, expiredAt, revokedAt, otherAppId: otherId, expired: timestamp(-100) },
    ...{ ak, sk, accessKeyId: String(pair['id']), otherSk: generateAccessKeyPair().sk },
    ...{ accessToken, loginToken, refreshToken: String(login['refresh_token']) },
    publicUrl: 'http://localhost:3000',
    serverTime: new Date(app.clock.now()).toISOString(),
    seconds,
    timestamp,
    signed: (claims = {}, signer = sk, header = {}) =>
      makeJws(
        { alg: 'HS256', typ: 'JWT', ...header },
        { iss: ak, sub: ak, typ: 'app_token', iat: seconds(), exp: seconds(600), ...claims },
        hmac(signer, header['alg'] === 'HS512' ? 'sha512' : 'sha256'),
      ),
    send: (method, target, headers) => sendRaw(app.port, rawRequest(method, target, headers)),
    close: () => Promise.all([app.close(), upstream.stop()]).then(() => undefined),
  };
}

type Post = (path: string, body: unknown) => Promise<Json>;

function posting(app: Application, headers: Record<string, string> = {}): Post {
  return async (path, body) => {
    const response = await fetch(app.url(path), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as Json;
  };
}

async function createApis(asAdmin: Post, upstream: Recorder): Promise<void> {
  const api = (name: string, body: Json = {}): Promise<Json> =>
    asAdmin('/admin/apis', { name, path_prefix: `/${name}`, upstream: upstream.origin, ...body });
  await api('orders', {
    scopes: [
      { name: 'orders:read', description: 'Read' },
      { name: 'orders:write', description: 'Write' },
    ],
    routes: [{ methods: ['POST'], path: '/**', scopes: ['orders:write'] }],
    audience: 'https://orders.example',
  });
  await api('live', { environment: 'live' });
  await api('keys', { accept: ['api_key'] });
  await api('tokens', { accept: ['access_token'], audience: 'https://tokens.example' });
  await api('signed', { accept: ['app_token', 'person_token'] });
  await api('logins', { accept: ['login_token'] });
  await api('query', { query_key: true });
  await api('closed', { access: 'granted' });
  await api('slow', { rate_limit: { limit: 1, window_seconds: 60 } });
  await api('free', {
    anonymous: { limit: 100, window_seconds: 60 },
    scopes: [{ name: 'free:write', description: 'Write' }],
    routes: [{ methods: ['POST'], path: '/**', scopes: ['free:write'] }],
  });
}

async function clientToken(app: Application, asAdmin: Post, appId: string): Promise<string> {
  const client = await asAdmin(`/admin/apps/${appId}/oauth-clients`, {
    client_name: 'Robot',
    grant_types: ['client_credentials'],
    scope: 'orders:read',
  });
  const response = await fetch(app.url('/oauth/token'), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: String(client['client_id']),
      client_secret: String(client['client_secret']),
      scope: 'orders:read',
      resource: 'https://orders.example',
    }),
  });
  const body = (await response.json()) as Json;
  if (!response.ok) throw new Error(JSON.stringify(body));
  return String(body['access_token']);
}
