import { readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateApiKey } from '../../../src/kernel/key-format.js';
import { withDatabase } from '../../harness/state.js';
import { type Ask, type CreatedKey, JSON_BODY } from '../../harness/world.js';
import { world } from './shared-world.js';

const MALFORMED = { status: 401, code: 'credential_malformed' };
const MISSING = { status: 401, code: 'credential_missing' };

let reader: CreatedKey;

const withKey = (key: string, ask: Partial<Ask> = {}): Ask => ({
  target: '/records/read',
  ...ask,
  headers: [`X-API-Key: ${key}`, ...(ask.headers ?? [])],
});

beforeAll(async () => {
  await world.createApi('/records', {
    scopes: [{ name: 'records:read' }, { name: 'records:write' }],
    routes: [
      { methods: ['GET'], path: '/read', scopes: ['records:read'] },
      { methods: ['GET'], path: '/secret', scopes: ['records:write'] },
      { methods: ['POST', 'PUT', 'PATCH', 'DELETE'], path: '/items', scopes: ['records:write'] },
    ],
  });
  reader = await world.createKey({ scopes: ['records:read'] });
});

describe('a call without a credential', () => {
  it.each(['/records/read', '/data', '/v1/data', '/profile', '/credential', '/admin/users'])(
    'is told what is missing and reaches nothing: %s [K01]',
    async (target) => {
      await world.refuses({ target }, MISSING);
    },
  );
});

describe('a string that is no key', () => {
  const flipped = (key: string): string => {
    const at = key.length - 20;
    return `${key.slice(0, at)}${key[at] === 'A' ? 'B' : 'A'}${key.slice(at + 1)}`;
  };

  it.each<[string, (key: string) => string]>([
    ['K03: one character flipped', flipped],
    ['K04: the last character missing', (key) => key.slice(0, -1)],
    ['K04: one character more', (key) => `${key}x`],
    ['K04: twice in a row', (key) => `${key}${key}`],
    ['K05: the prefix in capitals', (key) => `OST${key.slice(3)}`],
    ['K05: the environment in capitals', (key) => key.replace('_live_', '_LIVE_')],
    ['K05: everything in lower case', (key) => key.toLowerCase()],
    ['K05: the case of the body swapped', (key) => swapCase(key)],
  ])('is refused before it is looked up [%s]', async (_row, spoil) => {
    await world.refuses(withKey(spoil(reader.key)), MALFORMED);
    const problem = await world.refuses(
      { target: '/records/read', headers: [`Authorization: ApiKey ${spoil(reader.key)}`] },
      MALFORMED,
    );
    expect(problem.detail).not.toMatch(/exist|known|found|database/i);
  });

  it('is told apart from an unknown key only by what it shows itself [K02]', async () => {
    const unknown = { status: 401, code: 'api_key_unknown' };
    const problem = await world.refuses(withKey(generateApiKey('ost', 'live')), unknown);
    expect(await world.logLineOf(problem.request_id)).toMatchObject({
      decision: 'api_key_unknown',
      client: '127.0.0.1',
      status: 401,
    });
  });
});

describe('a key whose time is over', () => {
  it.each<[string, string, (key: CreatedKey) => Promise<unknown>]>([
    ['revoked', 'api_key_revoked', (key) => world.change('DELETE', pathOf(key))],
    [
      'disabled',
      'api_key_revoked',
      (key) => world.change('PATCH', pathOf(key), { enabled: false }),
    ],
    [
      'rotated without overlap',
      'api_key_revoked',
      (key) => world.change('POST', `${pathOf(key)}/rotate`),
    ],
    [
      'of a disabled app',
      'app_disabled',
      (key) => world.change('PATCH', `/admin/apps/${key.appId}`, { enabled: false }),
    ],
    [
      'of a removed app',
      'api_key_unknown',
      (key) => world.change('DELETE', `/admin/apps/${key.appId}`),
    ],
  ])(
    'is refused on the very next call, though it was good a moment ago: %s [K06 K07 K15]',
    async (_row, code, end) => {
      const key = await world.createKey({ scopes: ['records:read'] }, await world.createApp());
      await world.allows(withKey(key.key));
      await end(key);
      const problem = await world.refuses(withKey(key.key), { status: 401, code });
      expect(await world.logLineOf(problem.request_id)).toMatchObject({ decision: code });
    },
  );

  it('is refused once it has expired, and says since when [K06]', async () => {
    const key = await world.createKey({ scopes: ['records:read'] });
    withDatabase(
      world.server,
      (db) =>
        db
          .prepare('UPDATE api_keys SET expires_at = ? WHERE id = ?')
          .run(1_750_000_000_000, key.id),
      { readonly: false },
    );
    const problem = await world.refuses(withKey(key.key), { status: 401, code: 'api_key_expired' });
    expect(problem.detail).toContain('2025-06-15T15:06:40.000Z');
  });

  it.each<[string, string, (id: string) => Promise<unknown>]>([
    [
      'disabled',
      'user_disabled',
      (id) => world.change('PATCH', `/admin/users/${id}`, { enabled: false }),
    ],
    ['removed', 'api_key_unknown', (id) => world.change('DELETE', `/admin/users/${id}`)],
  ])('is refused once the owner of its app is %s [K15]', async (row, code, end) => {
    const owner = await world.createUser(`owner-${row}`);
    const appId = await world.createApp({ owner_id: owner.id });
    const key = await world.createKey({ scopes: ['records:read'] }, appId);
    await world.allows(withKey(key.key));
    await end(owner.id);
    await world.refuses(withKey(key.key), { status: 401, code });
  });

  it('works beside its successor during the overlap, and works again when enabled again [K07 K14]', async () => {
    const key = await world.createKey({ scopes: ['records:read'] });
    const { key: next } = await world.change('POST', `${pathOf(key)}/rotate`, {
      overlap_seconds: 60,
    });
    await world.allows(withKey(key.key));
    await world.allows(withKey(String(next)));
    await world.change('PATCH', pathOf(key), { enabled: false });
    await world.refuses(withKey(String(next)), { status: 401, code: 'api_key_revoked' });
    await world.change('PATCH', pathOf(key), { enabled: true });
    await world.allows(withKey(String(next)));
  });
});

describe('a key without the scope', () => {
  it.each<[string, string, string]>([
    ['K08', 'GET', '/records/secret'],
    ['K09', 'HEAD', '/records/secret'],
    ['K09', 'POST', '/records/items'],
    ['K09', 'PUT', '/records/items'],
    ['K09', 'PATCH', '/records/items'],
    ['K09', 'DELETE', '/records/items'],
  ])('is refused and told which scope it needs [%s: %s %s]', async (_row, method, target) => {
    const refusal = { status: 403, code: 'insufficient_scope', scope: 'records:write' };
    const problem = await world.refuses(withKey(reader.key, { method, target }), refusal);
    if (method === 'HEAD') return;
    expect(problem['missing_scopes']).toEqual(['records:write']);
    expect(await world.logLineOf(problem.request_id)).toMatchObject({
      decision: 'insufficient_scope',
      credential: reader.id,
    });
  });

  it.each(['X-HTTP-Method-Override: GET', 'X-Method-Override: GET', 'X-HTTP-Method: GET'])(
    'cannot pass as another method by a header: %s [K09]',
    async (line) => {
      const ask = withKey(reader.key, {
        method: 'DELETE',
        target: '/records/items',
        headers: [line],
      });
      await world.refuses(ask, { status: 403, code: 'insufficient_scope', scope: 'records:write' });
    },
  );

  it.each([
    ['/admin/users', 'admin:users'],
    ['/admin/apps', 'admin:apps'],
    ['/admin/apis', 'admin:apis'],
  ])('administers nothing: %s [K17]', async (target, scope) => {
    await world.refuses(withKey(reader.key, { target }), {
      status: 403,
      code: 'insufficient_scope',
      scope,
    });
  });

  it.each([
    ['POST', '/oauth/token', 'grant_type=client_credentials'],
    ['POST', '/oauth/introspect', 'token=x'],
    ['GET', '/oauth/userinfo', ''],
  ])('is no client of OAuth: %s %s [K17]', async (method, target, body) => {
    const form = ['Content-Type: application/x-www-form-urlencoded'];
    const headers = [`Authorization: Bearer ${reader.key}`, ...(body === '' ? [] : form)];
    const response = await world.ask({ method, target, headers, body });
    expect([400, 401]).toContain(response.status);
    expect(JSON.parse(response.body)).toMatchObject({
      error: expect.stringMatching(/^invalid_(?:client|request|token)$/) as string,
    });
  });
});

describe('creating a key', () => {
  const body = { name: 'mine', userId: 'usr_1', ownerId: 'usr_1', tenantId: 'x' };

  it('takes more than saying whose it shall be [K10]', async () => {
    const target = `/admin/apps/${world.appId}/api-keys`;
    const json = { headers: JSON_BODY, body: JSON.stringify(body) };
    await world.refuses({ method: 'POST', target, ...json }, MISSING);
    await world.refuses({ method: 'PATCH', target: `${target}/${reader.id}`, ...json }, MISSING);
  });

  it.each([
    'id',
    'key',
    'keyHash',
    'digest',
    'createdAt',
    'role',
    'rateLimitExempt',
    'owner_id',
    '__proto__',
  ])('refuses the member %s, which nobody may set, and points at it [K11]', async (member) => {
    const ask: Ask = {
      method: 'POST',
      target: `/admin/apps/${world.appId}/api-keys`,
      headers: [...JSON_BODY, `Authorization: Bearer ${await world.server.loginAsAdmin()}`],
      body: `{"name":"x","${member}":"1"}`,
    };
    const problem = await world.refuses(ask, { status: 400, code: 'invalid_request' });
    expect(problem['errors']).toHaveLength(1);
  });

  it('grants no scope that the creating key does not hold [K11]', async () => {
    const creator = await world.createKey({ scopes: ['admin:api-keys', 'records:read'] });
    const target = `/admin/apps/${world.appId}/api-keys`;
    const create = (scopes: string[]): Ask => ({
      method: 'POST',
      target,
      headers: [...JSON_BODY, `X-API-Key: ${creator.key}`],
      body: JSON.stringify({ name: 'child', scopes }),
    });
    for (const scope of ['records:write', 'admin:users', 'admin:*']) {
      await world.refuses(create(['records:read', scope]), {
        status: 403,
        code: 'scope_not_grantable',
      });
    }
    expect((await world.ask(create(['records:read']))).status).toBe(201);
  });

  it('shows the key once: not in lists, not in the audit, not in the files of the database [K12 K16]', async () => {
    const created = await world.createKey();
    const digest = createHash('sha256').update(created.key).digest('hex');
    const views = await Promise.all(
      [pathOf(created), `/admin/apps/${created.appId}/api-keys?limit=200`].map((path) =>
        world.server.admin('GET', path),
      ),
    );
    const audit = withDatabase(world.server, (db) =>
      db.prepare('SELECT * FROM audit_events').all(),
    );
    const shown = JSON.stringify([views, audit]);
    expect(shown).toContain(created.id);
    for (const secret of [created.key, created.key.slice(12, 40), digest]) {
      expect(shown).not.toContain(secret);
    }
    const directory = join(world.server.directory, 'data');
    const files = readdirSync(directory).map((name) =>
      readFileSync(join(directory, name), 'latin1'),
    );
    expect(files.join().includes(digest)).toBe(true);
    for (const encoding of ['utf8', 'base64', 'hex'] as const) {
      const needle = Buffer.from(created.key).toString(encoding).replace(/=+$/, '');
      expect(files.some((text) => text.includes(needle))).toBe(false);
    }
  });
});

function pathOf({ appId, id }: CreatedKey): string {
  return `/admin/apps/${appId}/api-keys/${id}`;
}

function swapCase(text: string): string {
  const head = text.slice(0, 9);
  const swapped = [...text.slice(9)].map((c) =>
    c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase(),
  );
  return head + swapped.join('');
}
