import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateApiKey } from '../../src/kernel/key-format.js';
import { freePort } from '../harness/free-port.js';
import { sendRaw } from '../harness/raw.js';
import { withDatabase } from '../harness/state.js';
import { clientCredentials, openTokenKinds } from '../harness/token-kinds.js';
import { type Ask, JSON_BODY, World } from '../harness/world.js';

const FORM = ['Content-Type: application/x-www-form-urlencoded'];
/** One of each answer: 200, 502, 429, 403, 404, 401 and more. */
const TARGETS = [
  '/ok/x',
  '/dead/x',
  '/limited/x',
  '/scoped/x',
  '/nowhere',
  '/profile',
  '/v1/data',
  '/admin/users',
  '/oauth/userinfo',
  '/oauth/authorize',
];
const QUERY_NAMES = [
  'api_key',
  'key',
  'api%5Fkey',
  'api%255Fkey',
  'API_KEY',
  'api_key[]',
  'api-key',
  'apikey',
  'x-api-key',
  'access_token',
  'token',
  'password',
  'client_secret',
  'secret',
  'code',
  'refresh_token',
  'code_verifier',
  'id_token_hint',
  'apihub-token',
  'sk',
];

/** A trusted proxy; calls come from 127.0.0.1, which is none. */
const PROXY = '127.0.0.2';

/** Everything that must be found nowhere, by name. */
const secrets = new Map<string, string>();
const statuses = new Set<number>();
let world: World;

/** Takes note of a secret that exists, or makes one up that does not. */
function canary(name: string, value = `canary${randomBytes(16).toString('hex')}`): string {
  secrets.set(name, value);
  return value;
}

async function send(ask: Ask): Promise<void> {
  statuses.add((await world.ask(ask)).status);
}

/** The same headers to every target, in every method that a target may have. */
async function everywhere(...headers: string[]): Promise<void> {
  for (const target of TARGETS) await send({ target, headers });
  await send({ method: 'POST', target: '/ok/x', headers });
}

beforeAll(async () => {
  world = await World.open({
    env: { OSTIARY_LOG_LEVEL: 'trace', OSTIARY_TRUSTED_PROXIES: `${PROXY}/32` },
  });
  canary('the password of the administrator', world.server.adminPassword);
  const dead = `http://127.0.0.1:${await freePort()}`;
  await world.createApi('/ok', { query_key: true });
  await world.createApi('/dead', { query_key: true, upstream: dead });
  await world.createApi('/limited', {
    query_key: true,
    rate_limit: { limit: 1, window_seconds: 3600 },
  });
  await world.createApi('/scoped', {
    query_key: true,
    scopes: [{ name: 'scoped:read' }],
    routes: [{ methods: ['*'], path: '/**', scopes: ['scoped:read'] }],
  });
});
afterAll(() => world.close());

describe('whatever a caller sends in the place of a credential', () => {
  it('API keys: good, unknown, malformed, foreign, in every header', async () => {
    const { key } = await world.createKey();
    const values = [
      canary('an API key', key),
      canary('an unknown API key', generateApiKey('ost', 'live')),
      canary('a malformed API key', `ost_live_${randomBytes(20).toString('hex')}`),
      canary('somebody else’s key'),
    ];
    for (const value of values) {
      await everywhere(`X-API-Key: ${value}`);
      await everywhere(`Authorization: Bearer ${value}`);
      await everywhere(`Authorization: ApiKey ${value}`);
      await everywhere(`Authorization: ${value}`);
    }
    await everywhere(`X-API-Key: ${key}`, `Authorization: Bearer ${key}`);
  });

  it('tokens: issued, signed, refreshed, broken, in every header', async () => {
    const kinds = await openTokenKinds(world);
    const { password } = await world.createUser('alice');
    const { token, refreshToken } = await world.login('alice', password);
    canary('a password', password);
    canary('a refresh token', refreshToken);
    const tokens = {
      login: token,
      access: (await clientCredentials(world)).token,
      app: kinds.app.with({}),
      person: kinds.person.with({}),
      forged: `${kinds.app.with({}).slice(0, -43)}${'A'.repeat(43)}`,
      opaque: canary('an opaque token'),
    };
    for (const [name, value] of Object.entries(tokens)) {
      canary(`the ${name} token`, value);
      if (name !== 'forged') canary(`the signature of the ${name} token`, value.split('.').at(-1));
      await everywhere(`Authorization: Bearer ${value}`);
      await everywhere(`Authorization: ${value}`);
      await everywhere(`Apihub-Token: ${value}`);
      await everywhere(`X-API-Key: ${value}`);
    }
    for (const value of [refreshToken, refreshToken, canary('an unknown refresh token')]) {
      const body = JSON.stringify({ refresh_token: value });
      await send({ method: 'POST', target: '/login/refresh', headers: JSON_BODY, body });
    }
  });

  it('everything else that a client may send: Basic, Digest, cookies, AK and SK', async () => {
    const { sk } = await world.createAccessKey();
    canary('an SK', sk);
    const basic = Buffer.from(`user:${canary('a Basic password')}`).toString('base64');
    await everywhere(`Authorization: Basic ${basic}`);
    await everywhere(`Proxy-Authorization: Basic ${basic}`);
    await everywhere(`Authorization: Digest username="a", response="${canary('a Digest')}"`);
    await everywhere(`Authorization: Negotiate ${canary('a Negotiate token')}`);
    await everywhere(`Cookie: _session=${canary('a session')}; sid=${canary('a cookie')}`);
    await everywhere(`X-Auth-Token: ${canary('an identity token')}`);
    for (const line of [
      'X-API-Key: ',
      'Authorization: Bearer ',
      'Authorization: ApiKey ',
      'Apihub-Token: ',
    ]) {
      await everywhere(`${line}${sk}`);
    }
    await everywhere(`Referer: https://app.example/?api_key=${canary('a key in the Referer')}`);
  });

  it('the query, however the parameter is spelled, and the path', async () => {
    const { key } = await world.createKey();
    canary('a key in the query', key);
    for (const name of QUERY_NAMES) {
      const opaque = canary(`a secret in ?${name}`);
      for (const target of TARGETS) {
        await send({ target: `${target}?a=1&${name}=${key}&b=2` });
        await send({ target: `${target}?${name}=${opaque}` });
      }
      await send({ target: `/ok/x?a=1;${name}=${opaque}` });
      await send({ target: `/nowhere;${name}=${opaque}/x` });
      await send({ target: `/ok/x?next=%2Fy%3F${name}%3D${opaque}` });
      await send({ target: `/ok/x?next=%2Fy%23${name}%3D${opaque}` });
      await send({ target: `/ok/x?next=/y#${name}=${opaque}` });
      await send({ target: `/ok/x#${name}=${opaque}` });
    }
    for (const target of [
      `/ok/${key}`,
      `/nowhere/${key}/x`,
      `/ok/x?anything=${key}`,
      `/docs?${key}`,
    ]) {
      await send({ target });
    }
  });
});

describe('whatever a caller sends in a body', () => {
  const post = (target: string, body: string, headers: string[] = JSON_BODY): Promise<void> =>
    send({ method: 'POST', target, headers, body });

  it('passwords: right, wrong, refused, in the wrong place', async () => {
    const wrong = canary('a wrong password');
    const authorization = `Authorization: Bearer ${await world.server.loginAsAdmin()}`;
    const bodies = [
      JSON.stringify({ username: 'root', password: wrong }),
      JSON.stringify({ username: wrong, password: 'x' }),
      JSON.stringify({ username: 'root', password: { a: wrong } }),
      JSON.stringify({ username: 7, password: wrong, more: wrong }),
      `{"username":"root","password":"${wrong}`,
      `{"username":"root","password":"${wrong}",}`,
      `{"password":"${wrong}","password":"${wrong}"}`,
      `{"password":"${wrong}\\u0000"}`,
    ];
    for (const body of bodies) {
      await post('/login', body);
      await post('/login', body, FORM);
      await post('/admin/users', body, [...JSON_BODY, authorization]);
      await post('/ok/x', body);
    }
    const given = canary('a password that is set');
    const created = JSON.stringify({ username: 'bob', password: given });
    await post('/admin/users', created, [...JSON_BODY, authorization]);
    await post('/admin/users', created, [...JSON_BODY, authorization]);
    await post('/login', created);
    const form = `token=${canary('a setup token')}&username=eve&password=${canary('a first password')}`;
    await post('/setup', form, FORM);
  });

  it('secrets, codes and tokens of OAuth: right and wrong, in form, header and query', async () => {
    const { clientId, clientSecret, token } = await clientCredentials(world);
    canary('an access token to revoke', token);
    const wrong = canary('a wrong client secret');
    for (const secret of [canary('a client secret', clientSecret), wrong]) {
      const basic = `Authorization: Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;
      const id = `client_id=${clientId}&client_secret=${secret}`;
      const grants = [
        'grant_type=client_credentials',
        'grant_type=client_credentials&scope=nothing',
        `grant_type=authorization_code&redirect_uri=http://localhost/cb&code=${canary('a code')}&code_verifier=${canary('a verifier')}`,
        `grant_type=refresh_token&refresh_token=${canary('a refresh token of OAuth')}`,
        `grant_type=password&username=root&password=${canary('a password of OAuth')}`,
      ];
      for (const grant of grants) {
        await post('/oauth/token', grant, [...FORM, basic]);
        await post('/oauth/token', `${grant}&${id}`, FORM);
        await post(`/oauth/token?${id}`, grant, FORM);
        await post('/oauth/token', JSON.stringify({ grant, id }), JSON_BODY);
      }
      for (const target of ['/oauth/introspect', '/oauth/revoke']) {
        await post(target, `token=${canary('a token to ask about')}&${id}`, FORM);
        await post(target, `token=${token}&${id}`, FORM);
      }
    }
  });
});

describe('whatever a proxy asks about', () => {
  it('keys and tokens in its headers, in the URI that it tells, and in the URL of its question', async () => {
    const { key } = await world.createKey();
    const told = ['X-Forwarded-Host: a.example', 'X-Forwarded-Proto: https'];
    for (const [i, name] of QUERY_NAMES.entries()) {
      const value =
        i === 0 ? canary('a key of a proxy’s client', key) : canary(`${name} at /verify`);
      const [query, header] = [`?a=b&${name}=${value}`, `X-API-Key: ${value}`];
      for (const path of ['/ok/x', '/nowhere', '/ok/../x']) {
        const uri = `${path}${query}`;
        const forwarded = [`X-Forwarded-Uri: ${uri}`, 'X-Forwarded-Method: GET', ...told];
        const original = [`X-Original-URI: ${uri}`, 'X-Original-Method: POST', ...told];
        for (const from of [PROXY, '127.0.0.1']) {
          await send({ target: `/verify${query}`, headers: [...forwarded, header], from });
          await send({ target: '/verify?mode=nginx', headers: original, from });
          await send({ target: `/verify${uri}`, headers: [header], from });
          await send({ target: `/verify/denied${query}`, headers: [header], from });
          await send({ target: `/verify${query}`, headers: ['X-Forwarded-Method: GET'], from });
        }
      }
    }
  });
});

describe('whatever goes wrong', () => {
  it('a failing database, bytes that are no HTTP, headers that are too long', async () => {
    const { key } = await world.createKey();
    const rename = (from: string, to: string): void =>
      withDatabase(world.server, (db) => void db.exec(`ALTER TABLE ${from} RENAME TO ${to}`), {
        readonly: false,
      });
    canary('a key while the database fails', key);
    rename('api_key_secrets', 'gone');
    await send({ target: '/ok/x', headers: [`X-API-Key: ${key}`] });
    await send({ target: `/ok/x?api_key=${key}` });
    rename('gone', 'api_key_secrets');
    const opaque = canary('a secret in bytes that are no HTTP');
    for (const bytes of [
      `GET /ok/x HTTP/1.1\r\nHost: a\r\nX-API-Key: ${opaque}\r\nBad Header: x\r\n\r\n`,
      `GET /ok/x?api_key=${opaque} HTTP/9.9\r\n\r\n`,
      `${opaque}\r\n\r\n`,
      `GET /ok/x HTTP/1.1\r\nHost: a\r\nX-API-Key: ${opaque}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    ]) {
      statuses.add((await sendRaw(world.server.port, bytes)).status);
    }
  });
});

describe('afterwards', () => {
  it('there was an answer of every kind', () => {
    expect([...statuses].sort()).toEqual(
      expect.arrayContaining([200, 400, 401, 403, 404, 415, 429, 431, 500, 502]),
    );
    expect(secrets.size).toBeGreaterThan(50);
  });

  it('no secret is in the log at its most talkative, in the metrics, or in a file [X01 Q06 K16]', async () => {
    canary(
      'the master key',
      readFileSync(join(world.server.directory, 'data', 'master.key'), 'utf8').trim(),
    );
    const { body } = await world.allows({ target: '/metrics' });
    const last = await world.ask({ target: '/nowhere' });
    await world.logLineOf(last.header('x-request-id')[0] ?? '');
    const output = world.server.output();
    expect(output.split('\n').length).toBeGreaterThan(500);
    const directory = join(world.server.directory, 'data');
    const files = readdirSync(directory).filter((name) => name !== 'master.key');
    const sinks = new Map([
      ['the log', output],
      ['the metrics', body],
      ...files.map((name) => [name, readFileSync(join(directory, name), 'latin1')] as const),
    ]);
    const found: string[] = [];
    for (const [name, secret] of secrets) {
      for (const [sink, text] of sinks) {
        for (const [encoding, needle] of spellingsOf(secret)) {
          if (text.includes(needle))
            found.push(`${name} in ${sink} as ${encoding}: ${around(text, needle)}`);
        }
      }
    }
    expect(found).toEqual([]);
  });

  it('no credential of ours has reached an upstream', () => {
    const seen = JSON.stringify(world.recorder.requests);
    expect(world.recorder.requests.length).toBeGreaterThan(20);
    for (const name of [
      'an API key',
      'the login token',
      'the access token',
      'the app token',
      'an SK',
    ]) {
      expect(seen).not.toContain(secrets.get(name));
    }
  });
});

/** A secret as it may stand in a text: plain, hexadecimal, base64 at any offset. */
function spellingsOf(secret: string): [string, string][] {
  const bytes = Buffer.from(secret);
  const spellings: [string, string][] = [
    ['text', secret],
    ['hex', bytes.toString('hex')],
  ];
  for (const offset of [0, 1, 2]) {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64url');
    // The characters at both ends also depend on what stands before and after.
    const needle = padded.slice(offset === 0 ? 0 : offset + 1, -4);
    spellings.push(['base64url', needle]);
    spellings.push(['base64', needle.replaceAll('-', '+').replaceAll('_', '/')]);
  }
  return spellings;
}

function around(text: string, needle: string): string {
  const at = text.indexOf(needle);
  return text.slice(Math.max(0, at - 150), at + 20).replace(/[^\x20-\x7e]/g, '.');
}
