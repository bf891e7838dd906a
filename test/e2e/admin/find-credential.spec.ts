import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newOwner, type Owner } from '../account/fixture.js';
import { type Administration, auditOf, createKey, startAdministration } from './fixture.js';

const PATH = '/admin/credentials/find';

let here: Administration;
beforeAll(async () => {
  here = await startAdministration();
});
afterAll(() => here.server.stop());

const find = (credential: string) => here.server.admin('POST', PATH, { credential });

const make = async (path: string, members: object): Promise<Record<string, unknown>> => {
  const { status, body } = await here.server.admin('POST', `/admin/apps/${here.appId}${path}`, {
    name: 'Leaky',
    ...members,
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
};

function signedWith(ak: string, sk: string): string {
  const claims = { iss: ak, sub: ak, typ: 'app_token', iat: 1_600_000_000, exp: 1_600_000_060 };
  const input = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${input}.${createHmac('sha256', sk).update(input).digest('base64url')}`;
}

describe('a leaked credential', () => {
  it.each([
    ['as it is', (key: string) => key],
    ['in a header line', (key: string) => `Authorization: Bearer ${key}\n`],
    ['in quotes', (key: string) => ` "${key}" `],
  ])('is found by an API key, pasted %s, and can be revoked where it says', async (_, pasted) => {
    const { id, key } = await createKey(here, []);
    const { status, body, headers } = await find(pasted(key));
    expect(status, JSON.stringify(body)).toBe(200);
    expect(headers.get('cache-control')).toContain('no-store');
    const self = `/admin/apps/${here.appId}/api-keys/${id}`;
    expect(body).toMatchObject({
      ...{ kind: 'api_key', id, is_secret: true, state: 'active', last_used: null },
      ...{ app_id: here.appId, app_name: 'Shop', owner_id: null, user_id: null },
      links: { self, revoke: self },
    });
    expect(JSON.stringify(body)).not.toContain(key);
    const audit = auditOf(here.server, id).find(({ action }) => action === 'credential.find');
    expect(audit?.text).toContain('api_key');
    expect(audit?.text).not.toContain(key);
    expect((await here.server.admin('DELETE', self)).status).toBe(204);
    expect((await find(key)).body['state']).toBe('revoked');
  });

  it('is found by an AK, an SK, and a token that was signed long ago', async () => {
    const { id, ak, sk } = await make('/access-keys', {});
    const [AK, SK] = [String(ak), String(sk)];
    expect((await find(AK)).body).toMatchObject({ kind: 'access_key', id, is_secret: false });
    expect((await find(SK)).body).toMatchObject({ kind: 'access_key', id, is_secret: true });
    const token = signedWith(AK, SK);
    expect((await find(token)).body).toMatchObject({ kind: 'access_key', id, is_secret: false });
  });

  it('is found by the secret of a client and by a token that it got', async () => {
    const client = await make('/oauth-clients', {
      name: undefined,
      client_name: 'Leaky',
      kind: 'machine',
    });
    const { client_id: clientId, client_secret: secret } = client;
    const found = (await find(String(secret))).body;
    expect(found).toMatchObject({ kind: 'oauth_client_secret', name: 'Leaky', state: 'active' });
    const body = new URLSearchParams({ grant_type: 'client_credentials' });
    const response = await fetch(`http://127.0.0.1:${here.server.port}/oauth/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${String(clientId)}:${String(secret)}`)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body,
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    expect((await find(token)).body).toMatchObject({ kind: 'access_token', id: clientId });
    const { links } = found as { links: { revoke: string } };
    expect((await here.server.admin('DELETE', links.revoke)).status).toBe(204);
    expect((await find(String(secret))).status).toBe(404);
  });

  it('is found by the tokens of a sign-in', async () => {
    const owner = await newOwner(here.server);
    const found = (await find(owner.refreshToken)).body;
    expect(found).toMatchObject({ kind: 'refresh_token', user_id: owner.id, app_id: null });
  });

  it.each([
    'ost_live_000000000000000000000000000000000000000000000000',
    'a.b.c',
    'nothing of ours',
    'sk-1234',
  ])('is nothing of ours: %s', async (text) => {
    const { status, body } = await find(text);
    expect([status, body['code']]).toEqual([404, 'not_found']);
    expect(JSON.stringify(body)).not.toContain(text);
  });
});

describe('an owner', () => {
  let owner: Owner;
  let key: { id: string; key: string };
  beforeAll(async () => {
    owner = await newOwner(here.server);
    const app = await owner.call('POST', '/account/apps', { name: 'Reader' });
    const path = `/account/apps/${String(app.body['id'])}/api-keys`;
    key = (await owner.call<typeof key>('POST', path, { name: 'one' })).body;
  });

  it('finds what is theirs, and nobody else’s', async () => {
    const search = (who: Owner, credential: string) =>
      who.call('POST', '/account/credentials/find', { credential });
    const found = await search(owner, key.key);
    expect(found.status).toBe(200);
    expect(found.body['links']).toMatchObject({
      self: expect.stringMatching(/^\/account\/apps\//) as string,
    });
    const stranger = await newOwner(here.server);
    expect((await search(stranger, key.key)).status).toBe(404);
    const { key: foreign } = await createKey(here, []);
    expect((await search(owner, foreign)).status).toBe(404);
  });

  it('does not find endlessly', async () => {
    const guesser = await newOwner(here.server);
    const statuses = new Set<number>();
    for (let tries = 0; tries < 51; tries += 1) {
      const answer = await guesser.call('POST', '/account/credentials/find', { credential: 'x' });
      statuses.add(answer.status);
    }
    expect([...statuses]).toEqual([404, 429]);
  });
});
