import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseCompactJws } from '../../../src/kernel/compact-jws.js';
import {
  OAuthRecords,
  SigningKeyLifecycle,
  SigningKeysService,
} from '../../../src/modules/tokens/index.js';
import { SigningKey } from '../../../src/modules/tokens/signing-key.entity.js';
import { AppError } from '../../../src/kernel/errors/index.js';
import { Metrics } from '../../../src/platform/observability/index.js';
import { OAuthEngine } from '../../../src/surfaces/oauth/engine/oauth-engine.js';
import { basic, type OAuthServer, post, startOAuthServer } from './oauth-server.js';

const ORDERS = 'https://orders.example';
const FORM = { grant_type: 'client_credentials' };
/** The client is authenticated, then granted; the third answer needs the engine for neither. */
const TIMES_UNTIL_KNOWN = 3;

/** What is issued ahead of the engine is what the engine would issue, and nothing else. */
describe('a token for a machine ahead of the engine', () => {
  let server: OAuthServer;
  let orders: { id: string };

  beforeAll(async () => {
    server = await startOAuthServer();
    orders = await server.apis.create({
      name: 'Orders',
      audience: ORDERS,
      pathPrefix: '/api/orders',
      scopes: [
        { name: 'orders:read', description: 'Read orders' },
        { name: 'orders:write', description: 'Change orders' },
      ],
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  afterAll(() => server.close());

  const get = <T>(token: abstract new (...args: never[]) => T): T =>
    server.app.get(token, { strict: false });
  const engine = () => vi.spyOn(get(OAuthEngine), 'handle');
  const ask = (client: { id: string; secret: string }, form = {}, headers = {}) =>
    post(
      server,
      '/oauth/token',
      { ...FORM, ...form },
      { ...basic(client.id, client.secret), ...headers },
    );
  const register = (metadata = {}) =>
    server.register({
      grant_types: ['client_credentials'],
      machine_scope: 'orders:read orders:write',
      ...metadata,
    });
  const claimsOf = (body: Record<string, unknown>) =>
    parseCompactJws(String(body['access_token'])).claims;

  /** A client for which the next token of that form is made ahead of the engine, and its last answer. */
  const known = async (form = {}, metadata = {}) => {
    const client = await register(metadata);
    let last = await ask(client, form);
    for (let times = 1; times < TIMES_UNTIL_KNOWN; times += 1) last = await ask(client, form);
    const handle = engine();
    expect((await ask(client, form)).status).toBe(200);
    expect(handle).not.toHaveBeenCalled();
    handle.mockRestore();
    return { client, last };
  };

  it('has the claims, the header and the answer of one of the engine', async () => {
    const client = await register();
    const first = await ask(client, { scope: 'orders:read' });
    await ask(client, { scope: 'orders:read' });
    const handle = engine();
    const third = await ask(client, { scope: 'orders:read' });
    expect(handle).not.toHaveBeenCalled();

    const [own, theirs] = [claimsOf(third.body), claimsOf(first.body)];
    const { jti, iat, exp, ...same } = own;
    expect(theirs).toMatchObject(same);
    expect(Object.keys(own)).toEqual(Object.keys(theirs));
    expect(jti).not.toBe(theirs['jti']);
    expect(String(jti)).toHaveLength(String(theirs['jti']).length);
    expect(Number(exp) - Number(iat)).toBe(900);
    const headerOf = (body: Record<string, unknown>) =>
      parseCompactJws(String(body['access_token'])).header;
    expect(headerOf(third.body)).toEqual(headerOf(first.body));
    expect({ ...third.body, access_token: '' }).toEqual({ ...first.body, access_token: '' });
    const plain = ({ headers }: typeof first) =>
      [...headers].filter(([name]) => name !== 'date' && name !== 'x-request-id');
    expect(plain(third)).toEqual(plain(first));
  });

  it('is on record as asked for when the request came, opens doors, and can be revoked', async () => {
    const { client } = await known();
    const upsert = vi.spyOn(get(OAuthRecords), 'upsert');
    const { body } = await ask(client);
    const { jti } = claimsOf(body);
    const stored = [jti, expect.objectContaining({ aud: ORDERS }), 900, expect.any(Number)];
    expect(upsert).toHaveBeenCalledWith('ClientCredentials', ...stored);
    const token = String(body['access_token']);
    expect(await server.verified(token)).toMatchObject({ principal: { kind: 'access_token' } });
    const asked = await post(
      server,
      '/oauth/introspect',
      { token },
      basic(client.id, client.secret),
    );
    expect(asked.body).toMatchObject({ active: true, jti });
    await post(server, '/oauth/revoke', { token }, basic(client.id, client.secret));
    expect(await server.verified(token)).toEqual({ code: 'token_revoked' });
  });

  it('is counted', async () => {
    const { client } = await known();
    const count = vi.spyOn(get(Metrics), 'recordTokenIssued');
    await ask(client);
    expect(count.mock.calls).toEqual([['client_credentials']]);
  });

  it('is not made for a wrong secret, a client that is disabled, or a secret that is gone', async () => {
    const { client } = await known();
    const wrong = await ask({ id: client.id, secret: `${client.secret.slice(0, -1)}_` });
    expect([wrong.status, wrong.body['error']]).toEqual([401, 'invalid_client']);
    expect(wrong.headers.get('www-authenticate')).toMatch(/^Basic /);
    await server.clients.update(server.ownerApp.id, client.id, { enabled: false });
    expect((await ask(client)).status).toBe(401);

    const other = await known();
    const [secret] = await server.secrets.list(server.ownerApp.id, other.client.id);
    await server.secrets.remove(server.ownerApp.id, other.client.id, secret?.id ?? '');
    expect((await ask(other.client)).status).toBe(401);
  });

  it('has what the client may have now', async () => {
    const { client, last } = await known();
    expect(last.body['scope']).toBe('orders:read orders:write');
    await server.clients.update(server.ownerApp.id, client.id, { machine_scope: 'orders:read' });
    expect((await ask(client)).body['scope']).toBe('orders:read');

    const asking = await known({ scope: 'orders:write' });
    await server.clients.update(server.ownerApp.id, asking.client.id, {
      machine_scope: 'orders:read',
    });
    const refused = await ask(asking.client, { scope: 'orders:write' });
    expect([refused.status, refused.body['error']]).toEqual([400, 'invalid_scope']);

    const grantless = await known();
    await server.clients.update(server.ownerApp.id, grantless.client.id, {
      grant_types: ['authorization_code'],
      machine_scope: null,
    });
    expect((await ask(grantless.client)).status).toBe(400);
  });

  it('has what the API defines now', async () => {
    const { client } = await known({ resource: ORDERS });
    const scopes = [{ name: 'orders:read', description: 'Read orders' }];
    await server.apis.update(orders.id, { scopes });
    expect((await ask(client, { resource: ORDERS })).body['scope']).toBe('orders:read');
    await server.apis.update(orders.id, {
      scopes: [...scopes, { name: 'orders:write', description: 'Change orders' }],
    });
    expect((await ask(client, { resource: ORDERS })).body['scope']).toBe(
      'orders:read orders:write',
    );
    await server.apis.update(orders.id, { audience: 'https://moved.example' });
    const refused = await ask(client, { resource: ORDERS });
    expect([refused.status, refused.body['error']]).toEqual([400, 'invalid_target']);
    await server.apis.update(orders.id, { audience: ORDERS });
  });

  it('is signed with the key that is active now', async () => {
    const { client } = await known();
    await server.database.manager.update(SigningKey, { state: 'next' }, { readyAt: 0 });
    await get(SigningKeyLifecycle).rotate({ use: 'access' });
    const { body } = await ask(client);
    const { kid } = parseCompactJws(String(body['access_token'])).header;
    expect(kid).toBe(get(SigningKeysService).activeKey('access').kid);
  });

  it('is left to the engine where more is asked for, proved or said twice', async () => {
    const { client } = await known();
    const handle = engine();
    const proof = await ask(client, {}, { dpop: 'no-proof' });
    expect([proof.status, proof.body['error']]).toEqual([400, 'invalid_dpop_proof']);
    const foreign = await ask(client, {}, { origin: 'https://elsewhere.example' });
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([
      400,
      null,
    ]);
    const posted = { ...FORM, client_id: client.id, client_secret: client.secret };
    expect((await post(server, '/oauth/token', posted)).status).toBe(200);
    const both = await ask(client, { client_secret: client.secret });
    expect([both.status, both.body['error']]).toEqual([400, 'invalid_request']);
    const twice = new URLSearchParams([...Object.entries(FORM), ...Object.entries(FORM)]);
    expect(
      (await post(server, '/oauth/token', twice, basic(client.id, client.secret))).status,
    ).toBe(400);
    expect(handle).toHaveBeenCalledTimes(5);
  });

  it('is not what a client gets that has to prove a key', async () => {
    const client = await register({ dpop_bound_access_tokens: true });
    for (let times = 0; times <= TIMES_UNTIL_KNOWN; times += 1) {
      expect((await ask(client)).body['error']).toBe('invalid_grant');
    }
  });

  it('fails as the engine does, when it cannot be stored', async () => {
    const { client } = await known();
    vi.spyOn(get(OAuthRecords), 'upsert').mockRejectedValue(new AppError('unavailable'));
    const { status, body } = await ask(client);
    expect([status, body['error']]).toEqual([503, 'temporarily_unavailable']);
  });
});
