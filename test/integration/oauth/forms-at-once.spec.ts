import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiKeysService } from '../../../src/modules/api-keys/index.js';
import { OAuthEngine } from '../../../src/surfaces/oauth/engine/oauth-engine.js';
import { basic, type OAuthServer, post, startOAuthServer } from './oauth-server.js';

const KEY = {
  name: 'key',
  scopes: ['read'],
  environment: 'live',
  ipAllowlist: null,
  originAllowlist: null,
  expiresAt: null,
} as const;

/** What is answered ahead of the engine is what the engine would answer, and ends with what ends it there. */
describe('introspection ahead of the engine', () => {
  let server: OAuthServer;

  beforeAll(async () => {
    server = await startOAuthServer();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  afterAll(() => server.close());

  const get = <T>(token: abstract new (...args: never[]) => T): T =>
    server.app.get(token, { strict: false });
  const engine = () => vi.spyOn(get(OAuthEngine), 'handle');
  const newKey = (appId = server.ownerApp.id) => get(ApiKeysService).create(appId, { ...KEY });
  const ask = (
    client: { id: string; secret: string },
    form: Record<string, string>,
    headers = {},
  ) => post(server, '/oauth/introspect', form, { ...basic(client.id, client.secret), ...headers });

  /** A client and a key about which it has asked, so that both are remembered. */
  const known = async () => {
    const client = await server.register();
    const { apiKey, key } = await newKey();
    const first = await ask(client, { token: key });
    expect(first.body).toMatchObject({ active: true });
    return { client, apiKey, key, first };
  };

  it('is word for word what the engine says, header by header', async () => {
    const { client, key, first } = await known();
    const handle = engine();
    const second = await ask(client, { token: key });
    expect(handle).not.toHaveBeenCalled();
    expect(second.body).toEqual(first.body);
    const plain = ({ headers }: typeof first) =>
      [...headers].filter(([name]) => name !== 'date' && name !== 'x-request-id');
    expect(plain(second)).toEqual(plain(first));
    expect(second.headers.get('x-request-id')).toMatch(/^req_/);
    expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
  });

  it('tells of each token what is in that token', async () => {
    const client = await server.register({ grant_types: ['client_credentials'] });
    const authorization = basic(client.id, client.secret);
    const issue = async () => {
      const form = { grant_type: 'client_credentials' };
      const { body } = await post(server, '/oauth/token', form, authorization);
      return String(body['access_token']);
    };
    const tokens = [await issue(), await issue()];
    const askBoth = () => Promise.all(tokens.map((token) => ask(client, { token })));
    const first = await askBoth();
    const handle = engine();
    const [one, two] = await askBoth();
    expect(handle).not.toHaveBeenCalled();
    expect([one?.text, two?.text]).toEqual(first.map(({ text }) => text));
    expect(one?.body['jti']).not.toBe(two?.body['jti']);
    await post(server, '/oauth/revoke', { token: tokens[0] ?? '' }, authorization);
    const [gone, other] = await askBoth();
    expect([gone?.body, other?.text]).toEqual([{ active: false }, two?.text]);
    // Another client of the same app may not know tokens that were not issued to it.
    const stranger = await known();
    expect((await ask(stranger.client, { token: tokens[1] ?? '' })).body).toEqual({
      active: false,
    });
  });

  it('ends with the key, at the next question', async () => {
    const { client, apiKey, key } = await known();
    await get(ApiKeysService).revoke(server.ownerApp.id, apiKey.id);
    expect((await ask(client, { token: key })).body).toEqual({ active: false });
  });

  it('ends with the secret, the client and the app of the client, at the next question', async () => {
    const { client, key } = await known();
    const [secret] = await server.secrets.list(server.ownerApp.id, client.id);
    await server.secrets.remove(server.ownerApp.id, client.id, secret?.id ?? '');
    expect((await ask(client, { token: key })).status).toBe(401);

    const other = await known();
    await server.clients.update(server.ownerApp.id, other.client.id, { enabled: false });
    expect((await ask(other.client, { token: other.key })).status).toBe(401);

    const third = await known();
    await server.apps.update(server.ownerApp.id, { enabled: false });
    expect((await ask(third.client, { token: third.key })).status).toBe(401);
    await server.apps.update(server.ownerApp.id, { enabled: true });
    expect((await ask(third.client, { token: third.key })).status).toBe(200);
  });

  it('takes no wrong secret, and says so as the engine does', async () => {
    const { client, key } = await known();
    const wrong = { id: client.id, secret: `${client.secret}x` };
    const { status, body, headers } = await ask(wrong, { token: key });
    expect(status).toBe(401);
    expect(body).toMatchObject({ error: 'invalid_client' });
    expect(headers.get('www-authenticate')).toMatch(/^Basic /);
  });

  it('tells nobody about the credentials of other apps', async () => {
    const { client } = await known();
    const other = await server.apps.create({ name: 'Other', description: null, ownerId: null });
    const { key } = await newKey(other.id);
    for (let times = 0; times < 3; times += 1) {
      expect((await ask(client, { token: key })).body).toEqual({ active: false });
    }
    const mayAll = await server.register({ introspection: 'any' });
    for (let times = 0; times < 3; times += 1) {
      expect((await ask(mayAll, { token: key })).body).toMatchObject({ active: true });
    }
    // It is remembered now, and still nobody else's business.
    expect((await ask(client, { token: key })).body).toEqual({ active: false });
    await server.clients.update(server.ownerApp.id, mayAll.id, { introspection: 'own' });
    expect((await ask(mayAll, { token: key })).body).toEqual({ active: false });
  });

  it('leaves what is not plain to the engine, with the body as it was', async () => {
    const { client, key } = await known();
    const handle = engine();
    const authorization = basic(client.id, client.secret);
    const hinted = await ask(client, { token: key, token_type_hint: 'access_token' });
    expect(hinted.body).toMatchObject({ active: true });
    const foreign = await ask(client, { token: key }, { origin: 'https://elsewhere.example' });
    expect(foreign.headers.get('access-control-allow-origin')).not.toBe('*');
    const posted = { token: key, client_id: client.id, client_secret: client.secret };
    expect((await post(server, '/oauth/introspect', posted)).body).toMatchObject({ active: true });
    expect((await post(server, '/connect/introspect', { token: key }, authorization)).status).toBe(
      200,
    );
    const unknown = await ask(client, { token: 'no-such-token' });
    expect(unknown.body).toEqual({ active: false });
    expect((await ask(client, {})).status).toBe(400);
    expect(handle).toHaveBeenCalledTimes(6);
  });

  it('refuses what is said twice', async () => {
    const { client, key } = await known();
    const answer = await fetch(`${server.url}/oauth/introspect`, {
      method: 'POST',
      headers: {
        ...basic(client.id, client.secret),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: `token=${key}&token=${key}`,
    });
    expect(answer.status).toBe(400);
  });

  it('answers a body that comes in pieces, and several questions at once on one connection', async () => {
    const { client, key } = await known();
    const body = `token=${key}`;
    const head = [
      'POST /oauth/introspect HTTP/1.1',
      'host: localhost',
      `authorization: ${basic(client.id, client.secret).authorization}`,
      'content-type: application/x-www-form-urlencoded',
      `content-length: ${body.length}`,
      ...['', ''],
    ].join('\r\n');
    const socket = connect(server.port, '127.0.0.1');
    let answers = '';
    socket.on('data', (chunk: Buffer) => (answers += chunk.toString()));
    const count = () => answers.split('"active":true').length - 1;
    for (const piece of [head, body.slice(0, 9), body.slice(9)]) {
      socket.write(piece);
      await pause(30);
    }
    await vi.waitFor(() => expect(count()).toBe(1));
    socket.write(head + body + head + body + head + body);
    await vi.waitFor(() => expect(count()).toBe(4));
    socket.destroy();
  });

  it('is not there at the host of an API', async () => {
    const { client, key } = await known();
    const fastify = server.app.getHttpAdapter().getInstance();
    fastify.foreignHosts.claim((host) => host === 'hosted.example');
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = {
        ...basic(client.id, client.secret),
        host: 'hosted.example',
        'content-type': 'application/x-www-form-urlencoded',
      };
      const options = { port: server.port, path: '/oauth/introspect', method: 'POST', headers };
      httpRequest(options, (answer) => resolve(answer.resume().statusCode))
        .once('error', reject)
        .end(`token=${key}`);
    });
    expect(status).toBe(404);
  });
});
