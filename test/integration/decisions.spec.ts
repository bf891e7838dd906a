import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiKeyVerifier } from '../../src/modules/api-keys/index.js';
import { newId } from '../../src/kernel/ids.js';
import { type Application, startApplication } from '../harness/application.js';
import { type Recorder, startRecorder } from '../harness/recorder.js';

type Json = Record<string, unknown>;
interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly requestId: string;
}

let app: Application;
let upstream: Recorder;
let admin: string;
let appId: string;
let otherAppId: string;
let key: string;
let keyId: string;

beforeAll(async () => {
  [app, upstream] = await Promise.all([startApplication(), startRecorder()]);
  const login = await call('POST', '/login', {}, app.admin);
  admin = `Bearer ${String(login.body['access_token'])}`;
  appId = String((await create('/admin/apps', { name: 'One' }))['id']);
  otherAppId = String((await create('/admin/apps', { name: 'Two' }))['id']);
  const created = await create(`/admin/apps/${appId}/api-keys`, { name: 'k', scopes: ['a:read'] });
  [key, keyId] = [String(created['key']), String(created['id'])];
  await create('/admin/apis', {
    name: 'orders',
    path_prefix: '/orders',
    upstream: upstream.origin,
    accept: ['api_key', 'access_token'],
    scopes: [{ name: 'orders:write', description: 'Write' }],
    routes: [{ methods: ['POST'], path: '/**', scopes: ['orders:write'] }],
  });
});
afterAll(() => Promise.all([app.close(), upstream.stop()]));

async function call(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(app.url(path), {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const requestId = response.headers.get('x-request-id') ?? '';
  return { status: response.status, requestId, body: (await response.json()) as Json };
}

async function create(path: string, body: unknown): Promise<Json> {
  const answer = await call('POST', path, { authorization: admin }, body);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

const asAdmin = (path: string) => call('GET', path, { authorization: admin });
const withKey = (value = key) => ({ 'x-api-key': value });

/** Two 404s that differ in nothing but what names the request. */
function bare({ status, body }: Answer): Json {
  return { status, ...body, request_id: null, instance: null };
}

describe('GET /decisions/{request_id}', () => {
  it('tells the holder every check in order, what was needed and what was held', async () => {
    const refused = await call('POST', '/orders/7?secret=hunter2', withKey(), {});
    expect(refused.body['code']).toBe('insufficient_scope');
    const { status, body } = await call('GET', `/decisions/${refused.requestId}`, withKey());
    expect(status).toBe(200);
    expect(body).toMatchObject({
      request_id: refused.requestId,
      method: 'POST',
      path: '/orders/7',
      api: { name: 'orders' },
      outcome: 'refused',
      failed_check: 'scope',
      code: 'insufficient_scope',
      detail: refused.body['detail'],
      kind: 'api_key',
      app_id: appId,
      credential_id: keyId,
      client_ip: '127.0.0.1',
    });
    expect((body['checks'] as Json[]).map(({ check, result }) => `${check}: ${result}`)).toEqual([
      'presented: passed',
      'verified: passed',
      'kind: passed',
      'audience: not_needed',
      'api_grant: not_needed',
      'address: not_needed',
      'origin: not_needed',
      'role: not_needed',
      'scope: failed',
      'limit: not_reached',
    ]);
    expect(JSON.stringify(body)).toContain('Accepted: api_key, access_token. Shown: api_key.');
    expect(JSON.stringify(body)).toContain(
      'This needs the scope orders:write; the credential has a:read.',
    );
  });

  it('keeps nothing secret, wherever in the request it stood', async () => {
    const { requestId } = await call('GET', `/orders/${key}?api_key=${key}`, {
      ...withKey(),
      'user-agent': `me/1 ${key}`,
    });
    const { body } = await asAdmin(`/decisions/${requestId}`);
    expect(body['code']).toBe('multiple_credentials');
    expect(JSON.stringify(body)).not.toContain(key.slice(0, 20));
    expect(body['path']).toBe('/orders/[redacted]');
  });

  it('tells an allowed call too, with what is left of its limits', async () => {
    const { requestId } = await call('GET', '/orders/7', withKey());
    const { body } = await asAdmin(`/decisions/${requestId}`);
    expect(body).toMatchObject({ outcome: 'allowed', failed_check: null, code: null });
  });

  it('answers everybody else, and unknown ids, with the identical 404', async () => {
    const { requestId } = await call('POST', '/orders/7', withKey(), {});
    const other = await create(`/admin/apps/${otherAppId}/api-keys`, { name: 'k' });
    const stranger = withKey(String(other['key']));
    const hidden = await call('GET', `/decisions/${requestId}`, stranger);
    const unknown = await call('GET', `/decisions/${newId('req', 1)}`, stranger);
    const noId = await call('GET', '/decisions/nonsense', stranger);
    expect(hidden.status).toBe(404);
    expect(bare(hidden)).toEqual(bare(unknown));
    expect(bare(noId)).toEqual(bare(unknown));
    expect((await asAdmin(`/decisions/${requestId}`)).status).toBe(200);
  });

  it('asks for a good credential', async () => {
    const { requestId } = await call('POST', '/orders/7', withKey(), {});
    expect((await call('GET', `/decisions/${requestId}`)).body['code']).toBe('credential_missing');
  });

  it('shows what was refused before anybody was proved to administrators only', async () => {
    const { requestId } = await call('GET', '/orders/7', withKey(`${key.slice(0, -1)}`));
    expect((await call('GET', `/decisions/${requestId}`, withKey())).status).toBe(404);
    expect((await asAdmin(`/decisions/${requestId}`)).body).toMatchObject({
      code: 'credential_malformed',
      failed_check: 'verified',
      kind: null,
      credential_id: null,
    });
  });

  it('shows the refusal of a revoked key to the other credentials of its app', async () => {
    const revoked = await create(`/admin/apps/${appId}/api-keys`, { name: 'old' });
    const path = `/admin/apps/${appId}/api-keys/${String(revoked['id'])}`;
    await fetch(app.url(path), { method: 'DELETE', headers: { authorization: admin } });
    const { requestId } = await call('GET', '/orders/7', withKey(String(revoked['key'])));
    expect((await call('GET', `/decisions/${requestId}`, withKey())).body).toMatchObject({
      code: 'api_key_revoked',
      credential_id: revoked['id'],
      app_id: appId,
    });
  });

  it('keeps calls about which nothing could be decided', async () => {
    const verify = vi
      .spyOn(app.nest.get(ApiKeyVerifier), 'verify')
      .mockRejectedValueOnce(new Error('the database is gone'));
    const created = await create(`/admin/apps/${appId}/api-keys`, { name: 'k' });
    const failed = await call('GET', '/orders/7', withKey(String(created['key'])));
    verify.mockRestore();
    expect(failed.status).toBeGreaterThanOrEqual(500);
    const { body } = await asAdmin(`/decisions/${failed.requestId}`);
    expect(body).toMatchObject({ outcome: 'failed', failed_check: 'verified' });
    expect(JSON.stringify(body)).not.toContain('database is gone');
  });
});

describe('GET /admin/decisions', () => {
  const ids = ({ body }: Answer) => (body['data'] as Json[]).map((each) => each['request_id']);

  it('lists the newest first, with a cursor', async () => {
    const first = await call('POST', '/orders/1', withKey(), {});
    const second = await call('POST', '/orders/2', withKey(), {});
    const list = `/admin/decisions?code=insufficient_scope&limit=1`;
    const page = await asAdmin(list);
    expect(ids(page)).toEqual([second.requestId]);
    const cursor = encodeURIComponent(String(page.body['next_cursor']));
    expect(ids(await asAdmin(`${list}&cursor=${cursor}`))).toEqual([first.requestId]);
  });

  it.each([
    ['outcome=allowed', (each: Json) => each['outcome'] === 'allowed'],
    ['api_id=ostiary', (each: Json) => (each['api'] as Json)['id'] === 'ostiary'],
    ['code=api_key_revoked', (each: Json) => each['code'] === 'api_key_revoked'],
  ])('filters by %s', async (query, holds) => {
    const data = (await asAdmin(`/admin/decisions?${query}`)).body['data'] as Json[];
    expect(data.length).toBeGreaterThan(0);
    expect(data.filter((each) => !holds(each))).toEqual([]);
  });

  it('filters by app and credential, those of refused credentials included', async () => {
    const byApp = await asAdmin(`/admin/decisions?app_id=${appId}&code=api_key_revoked`);
    expect(ids(byApp)).toHaveLength(1);
    const none = await asAdmin(`/admin/decisions?app_id=${otherAppId}&credential_id=${keyId}`);
    expect(ids(none)).toEqual([]);
  });

  it('needs the scope admin:decisions', async () => {
    expect((await call('GET', '/admin/decisions', withKey())).body['code']).toBe(
      'insufficient_scope',
    );
    const scoped = await create(`/admin/apps/${appId}/api-keys`, {
      name: 'log',
      scopes: ['admin:decisions'],
    });
    const answer = await call('GET', '/admin/decisions', withKey(String(scoped['key'])));
    expect(answer.status).toBe(200);
  });

  it('refuses a filter that means nothing', async () => {
    expect((await asAdmin('/admin/decisions?code=nonsense')).status).toBe(400);
  });
});
