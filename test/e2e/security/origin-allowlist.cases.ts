import { beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal } from '../../harness/refusal.js';
import type { Ask } from '../../harness/world.js';
import { world } from './shared-world.js';

const REFUSED = { status: 403, code: 'origin_not_allowed' };

let key: string;
let free: string;

beforeAll(async () => {
  await world.createApi('/browser', { rate_limit: { limit: 1000, window_seconds: 3600 } });
  const origin_allowlist = [
    'https://example.com',
    'http://localhost:5173',
    'https://*.example.org',
  ];
  key = (await world.createKey({ origin_allowlist })).key;
  free = (await world.createKey()).key;
});

const from = (origins: string[], value = key, target = '/browser/x'): Ask => ({
  target,
  headers: [`X-API-Key: ${value}`, ...origins.map((origin) => `Origin: ${origin}`)],
});

describe('a key for some origins', () => {
  it.each(['https://example.com', 'http://localhost:5173', 'https://a.example.org'])(
    'is accepted from %s, which may read the answer [O09]',
    async (origin) => {
      const response = await world.allows(from([origin]));
      expect(response.header('access-control-allow-origin')).toEqual([origin]);
      expect(response.header('access-control-allow-credentials')).toEqual([]);
      expect(response.header('access-control-expose-headers').join()).toContain('RateLimit');
      expect(response.header('vary').join()).toContain('Origin');
    },
  );

  it.each<[string, string[]]>([
    ['O01: no Origin', []],
    ['O02: null', ['null']],
    ['O03: a subdomain', ['https://evil.example.com']],
    ['O03: a longer name', ['https://notexample.com']],
    ['O03: a name that goes on', ['https://example.com.evil.io']],
    ['O04: without TLS', ['http://example.com']],
    ['O04: another port', ['https://example.com:444']],
    ['O04: the default port', ['https://example.com:443']],
    ['O05: a slash', ['https://example.com/']],
    ['O05: no slashes', ['https:example.com']],
    ['O05: userinfo', ['https://u:p@example.com']],
    ['O05: percent-encoding', ['https://ex%61mple.com']],
    ['O05: capitals', ['HTTPS://EXAMPLE.COM']],
    ['O05: a final dot', ['https://example.com.']],
    ['O05: a question mark', ['https://example.com?']],
    ['O05: full-width letters', [Buffer.from('https://ｅxample.com').toString('latin1')]],
    ['O06: twice', ['https://example.com', 'https://example.com']],
    ['O06: good and bad', ['https://example.com', 'https://evil.io']],
    ['O06: a list', ['https://example.com, https://evil.io']],
    ['O06: with a space', ['https://example.com https://evil.io']],
    ['empty', ['']],
    ['O10: the name below the wildcard', ['https://example.org']],
    ['O10: two labels', ['https://a.b.example.org']],
    ['O10: a name that goes on', ['https://x.example.org.evil.io']],
    ['O10: a name that ends so', ['https://evil-example.org']],
    ['O10: an empty label', ['https://.example.org']],
    ['O10: a label with a slash', ['https://evil.io/.example.org']],
    ['O10: userinfo', ['https://evil.io@a.example.org']],
    ['O10: the wildcard itself', ['https://*.example.org']],
  ])('is refused from any other, which cannot read why: %s', async (_row, origins) => {
    await world.refuses(from(origins), REFUSED);
    const response = await world.ask(from(origins));
    const problem = expectRefusal(response, REFUSED);
    expect(response.header('access-control-allow-origin')).toEqual([]);
    expect(response.header('access-control-allow-credentials')).toEqual([]);
    expect(response.header('vary').join()).toContain('Origin');
    expect(JSON.stringify(problem)).not.toMatch(/example|localhost:5173/);
    await world.refuses(from(origins, key, '/profile'), REFUSED);
  });

  it.each(['https://example.com/x', 'https://example.com@evil.io/', 'https://example.com'])(
    'is not accepted by the Referer %s [O07]',
    async (referer) => {
      const ask = from([]);
      const headers = [...(ask.headers ?? []), `Referer: ${referer}`];
      await world.refuses({ ...ask, headers }, REFUSED);
    },
  );

  it('is judged anew on a warm key: the origin of the call before counts for nothing [K19]', async () => {
    await world.allows(from(['https://example.com']));
    await world.refuses(from(['https://evil.io']), REFUSED);
    await world.allows(from(['https://example.com']));
  });
});

describe('answers to browsers', () => {
  it.each<[string, number, () => Ask]>([
    ['401', 401, () => from(['https://app.example'], `${free}x`)],
    ['404', 404, () => from(['https://app.example'], free, '/nowhere')],
    ['200', 200, () => from(['https://app.example'], free)],
  ])('never allow credentials or every origin: %s [O08 O09]', async (_row, status, ask) => {
    const response = await world.ask(ask());
    expect(response.status).toBe(status);
    expect(response.header('access-control-allow-credentials')).toEqual([]);
    expect(response.header('access-control-allow-origin')).not.toContain('*');
  });

  it('of the administration are for no other origin [O08]', async () => {
    const headers = [
      `Authorization: Bearer ${await world.server.loginAsAdmin()}`,
      'Origin: https://evil.io',
    ];
    const response = await world.allows({ target: '/admin/users', headers });
    expect(response.header('access-control-allow-origin')).toEqual([]);
  });

  it('do not pass on what an upstream says of origins [O09]', async () => {
    const headers = {
      'access-control-allow-origin': '*',
      'access-control-allow-credentials': 'true',
    };
    world.recorder.answerWith({ headers });
    const response = await world.allows(from(['https://example.com']));
    world.recorder.answerWith({});
    expect(response.header('access-control-allow-origin')).toEqual(['https://example.com']);
    expect(response.header('access-control-allow-credentials')).toEqual([]);
  });
});

describe('the list of origins', () => {
  it.each([
    '*',
    'https://*',
    'https://*.com',
    'null',
    'https://example.com/path',
    'https://example.com?x',
    'https://example.com#x',
    'https://u@example.com',
    'https://example.com:0',
    'https://example.com:70000',
    'ftp://example.com',
    'example.com',
    '//example.com',
    ' https://example.com',
    'https://exam ple.com',
    'https://127.1',
    'https://a.*.example.com',
    '',
  ])('takes no %j, and points at it [O02 O11]', async (origin) => {
    const { status, body } = await world.server.admin(
      'POST',
      `/admin/apps/${world.appId}/api-keys`,
      { name: 'k', origin_allowlist: [origin] },
    );
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ pointer: '#/origin_allowlist/0' }] });
  });

  it('keeps every origin as a browser sends it [O11]', async () => {
    const given = [
      'HTTPS://Example.COM/',
      'https://example.com:443',
      'https://bücher.example',
      'http://[::1]:80',
    ];
    const created = await world.create<{ origin_allowlist: string[] }>(
      `/admin/apps/${world.appId}/api-keys`,
      { name: 'k', origin_allowlist: given },
    );
    expect(created.origin_allowlist).toEqual([
      'https://example.com',
      'https://xn--bcher-kva.example',
      'http://[::1]',
    ]);
  });
});
