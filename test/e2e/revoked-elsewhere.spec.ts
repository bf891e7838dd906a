import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import {
  createAccessKey,
  createApi,
  createApiKey,
  createApp,
  createOAuthClient,
  createUser,
} from '../clients/consumer.js';
import { epochSeconds, hmac, makeJws } from '../harness/jws.js';
import { type Recorder, startRecorder } from '../harness/recorder.js';
import type { TestServer } from '../harness/server.js';
import { startTwoProcesses, type TwoProcesses } from '../harness/two-processes.js';

/** A call that is answered, until something is ended. */
interface Credential {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Ends it in the first process. */
  end(): Promise<{ status: number }>;
}

let processes: TwoProcesses;
let first: TestServer;
let second: TestServer;
let upstream: Recorder;
let sockets: WebSocketServer;
let count = 0;

beforeAll(async () => {
  [processes, upstream] = await Promise.all([startTwoProcesses(), startRecorder()]);
  [first, second] = processes.servers;
  sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  sockets.close();
  await Promise.all([processes.stop(), upstream.stop()]);
});

const bearer = (token: unknown) => ({ authorization: `Bearer ${String(token)}` });
const atCredential = (headers: Record<string, string>, end: Credential['end']): Credential => ({
  path: '/credential',
  headers,
  end,
});

async function apiKey(): Promise<{ appId: string; id: string; headers: { 'x-api-key': string } }> {
  const appId = await createApp(first);
  const { id = '', key = '' } = await createApiKey(first, appId);
  return { appId, id, headers: { 'x-api-key': key } };
}

async function clientToken() {
  const appId = await createApp(first);
  const { client_id: id = '', client_secret: secret = '' } = await createOAuthClient(first, appId, {
    grant_types: ['client_credentials'],
  });
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret };
  const post = (path: string, members: Record<string, string>) =>
    fetch(first.url(path), { method: 'POST', body: new URLSearchParams({ ...form, ...members }) });
  const { access_token: token } = (await (await post('/oauth/token', {})).json()) as {
    access_token: string;
  };
  return { appId, id, token, post };
}

async function signedIn() {
  count += 1;
  const { id, username, password } = await createUser(first, `user${count}`, {});
  const { body } = await first.call('POST', '/login', { body: { username, password } });
  return { id, headers: bearer(body['access_token']) };
}

async function apiWith(members: Record<string, unknown>) {
  count += 1;
  const pathPrefix = `/orders${count}`;
  const { id = '' } = await createApi(first, {
    name: `Orders ${count}`,
    path_prefix: pathPrefix,
    upstream: upstream.origin,
    accept: ['api_key'],
    ...members,
  });
  return { id, path: `${pathPrefix}/1` };
}

const CASES: [what: string, status: number, make: () => Promise<Credential>][] = [
  [
    'an API key that was revoked',
    401,
    async () => {
      const { appId, id, headers } = await apiKey();
      return atCredential(headers, () =>
        first.admin('DELETE', `/admin/apps/${appId}/api-keys/${id}`),
      );
    },
  ],
  [
    'a key of an app that was disabled',
    401,
    async () => {
      const { appId, headers } = await apiKey();
      return atCredential(headers, () =>
        first.admin('PATCH', `/admin/apps/${appId}`, { enabled: false }),
      );
    },
  ],
  [
    'a token that is signed with an access key that was revoked',
    401,
    async () => {
      const appId = await createApp(first);
      const { id = '', ak = '', sk = '' } = await createAccessKey(first, appId);
      const claims = { iss: ak, sub: ak, typ: 'app_token', iat: epochSeconds() };
      const token = makeJws(
        { alg: 'HS256', typ: 'JWT' },
        { ...claims, exp: epochSeconds(600) },
        hmac(sk),
      );
      return atCredential({ 'apihub-token': token }, () =>
        first.admin('DELETE', `/admin/apps/${appId}/access-keys/${id}`),
      );
    },
  ],
  [
    'an access token that was revoked',
    401,
    async () => {
      const { token, post } = await clientToken();
      return atCredential(bearer(token), () => post('/oauth/revoke', { token }));
    },
  ],
  [
    'an access token of a client that was deleted',
    401,
    async () => {
      const { appId, id, token } = await clientToken();
      return atCredential(bearer(token), () =>
        first.admin('DELETE', `/admin/apps/${appId}/oauth-clients/${id}`),
      );
    },
  ],
  [
    'a login token that was signed out',
    401,
    async () => {
      const { headers } = await signedIn();
      return atCredential(headers, () => first.call('POST', '/logout', { headers, body: {} }));
    },
  ],
  [
    'a login token of a user who was disabled',
    401,
    async () => {
      const { id, headers } = await signedIn();
      return atCredential(headers, () =>
        first.admin('PATCH', `/admin/users/${id}`, { enabled: false }),
      );
    },
  ],
  [
    'an API that takes another kind now',
    401,
    async () => {
      const { headers } = await apiKey();
      const { id, path } = await apiWith({});
      const accept = ['login_token'];
      return { path, headers, end: () => first.admin('PATCH', `/admin/apis/${id}`, { accept }) };
    },
  ],
  [
    'an API that was deleted',
    404,
    async () => {
      const { headers } = await apiKey();
      const { id, path } = await apiWith({});
      return { path, headers, end: () => first.admin('DELETE', `/admin/apis/${id}`) };
    },
  ],
  [
    'an app whose grant was taken away',
    403,
    async () => {
      const { appId, headers } = await apiKey();
      const { id, path } = await apiWith({ access: 'granted' });
      const grant = `/admin/apis/${id}/grants/${appId}`;
      await first.admin('PUT', grant, {});
      return { path, headers, end: () => first.admin('DELETE', grant) };
    },
  ],
];

/** Ends it in one process, and waits for the other, however slow the machine is. */
async function expectRefusedElsewhere(
  make: () => Promise<Credential>,
  status: number,
  beforeEnd: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const { path, headers, end } = await make();
  const ask = (server: TestServer) => async () =>
    (await server.call('GET', path, { headers })).status;
  // A thing that was made a moment ago is not known everywhere yet.
  for (const server of [first, second]) await expect.poll(ask(server), PATIENT).toBe(200);
  expect(await ask(second)()).toBe(200);
  await beforeEnd();
  expect((await end()).status).toBeLessThan(300);
  expect(await ask(first)()).toBe(status);
  await expect.poll(ask(second), PATIENT).toBe(status);
}

/** A WebSocket that was opened with a key in one process is closed when the key is revoked in the other. */
async function expectClosedElsewhere(): Promise<void> {
  const { appId, id, headers } = await apiKey();
  const { port } = sockets.address() as AddressInfo;
  const { path } = await apiWith({ upstream: `http://127.0.0.1:${port}` });
  const known = () => second.call('GET', path, { headers });
  await expect.poll(async () => (await known()).status, PATIENT).not.toBe(404);
  const socket = new WebSocket(second.url(path).replace('http', 'ws'), { headers });
  await once(socket, 'open');
  const closed = once(socket, 'close');
  await first.admin('DELETE', `/admin/apps/${appId}/api-keys/${id}`);
  expect((await closed)[0]).toBe(1008);
}

const PATIENT = { timeout: 10_000, interval: 10 };

describe('K07 J24: the other process', () => {
  it('closes a WebSocket of a key that was revoked', expectClosedElsewhere);

  it.each(CASES)('refuses %s', async (_what, status, make) => {
    await expectRefusedElsewhere(make, status);
  });

  it.each(CASES)(
    'refuses %s, just after the listening connections were ended',
    async (_what, status, make) => {
      await expectRefusedElsewhere(make, status, () =>
        processes.database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE application_name = 'ostiary-changes'`),
      );
    },
  );
});

describe('while no process can notify another, the other process', () => {
  const rename = (from: string, to: string) =>
    processes.database.query(`ALTER FUNCTION pg_catalog.${from}(text, text) RENAME TO ${to}`);
  beforeAll(() => rename('pg_notify', 'pg_notify_gone'));
  afterAll(() => rename('pg_notify_gone', 'pg_notify'));

  it.each(CASES)('refuses %s', async (_what, status, make) => {
    await expectRefusedElsewhere(make, status);
  });

  it('closes a WebSocket of a key that was revoked', expectClosedElsewhere);

  it('says that it is cut off', () => {
    for (const server of [first, second]) {
      expect(server.output()).toContain('cut off from changes in other processes');
    }
  });
});

describe('two processes without Redis', () => {
  it('say that each counts limits by itself', () => {
    for (const server of [first, second]) {
      expect(server.output()).toContain('REDIS_URL is not set');
    }
  });
});
