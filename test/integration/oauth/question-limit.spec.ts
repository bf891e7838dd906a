import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorize, authorizeUrl, Browser } from './browser.js';
import { type OAuthServer, startOAuthServer } from './oauth-server.js';

const LIMIT = 300;

// Hundreds of requests: on a busy machine they take their time.
describe('what callers without a credential leave behind', { timeout: 60_000 }, () => {
  let server: OAuthServer;
  let id: string;
  beforeAll(async () => {
    server = await startOAuthServer({ OSTIARY_TRUSTED_PROXIES: '127.0.0.1/32,::1/128' });
    ({ id } = await server.register());
  });
  afterAll(() => server.close());

  const from = (address: string, target: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${target}`, {
      redirect: 'manual',
      headers: { 'x-forwarded-for': address, ...headers },
    });
  const rowsOf = async (model: string): Promise<number> => {
    const sql = `SELECT COUNT(*) AS found FROM oauth_records WHERE model = '${model}'`;
    const rows = await server.database.manager.query<{ found: number }[]>(sql);
    return Number(rows[0]?.found);
  };
  const many = async (count: number, call: (index: number) => Promise<Response>) => {
    const statuses: number[] = [];
    for (let begun = 0; begun < count; begun += 20) {
      const calls = Array.from({ length: Math.min(20, count - begun) }, (_, i) => call(begun + i));
      statuses.push(...(await Promise.all(calls)).map(({ status }) => status));
    }
    return statuses;
  };

  it('is a bounded number of rows per network, however the path is spelled', async () => {
    const before = await rowsOf('Interaction');
    const query = authorizeUrl(id).replace('/oauth/authorize', '');
    const paths = [
      '/oauth/authorize',
      '/connect/authorize',
      '/oauth/authorize/',
      '/oauth/AUTHORIZE',
    ];
    const statuses = await many(LIMIT * 2, (index) =>
      from('192.0.2.1', `${paths[index % paths.length] ?? ''}${query}`),
    );
    expect(statuses.filter((status) => status === 303)).toHaveLength(LIMIT);
    expect(await rowsOf('Interaction')).toBe(before + LIMIT);

    const page = await from('192.0.2.1', authorizeUrl(id), { accept: 'text/html' });
    expect(page.status).toBe(429);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(await page.text()).toContain('Too many sign-ins were started from your network');
    const json = await from('192.0.2.1', authorizeUrl(id), { accept: 'application/json' });
    expect(await json.json()).toEqual({
      error: 'rate_limited',
      error_description: expect.stringContaining('from this network'),
    });
    // Another network is not concerned, nor are programs of this one.
    expect((await from('192.0.2.2', authorizeUrl(id))).status).toBe(303);
    expect((await from('192.0.2.1', '/oauth/jwks')).status).toBe(200);
  });

  it('is bounded for sign-outs of nobody too, and ends with the half hour', async () => {
    const before = await rowsOf('Session');
    const statuses = await many(LIMIT + 20, () => from('192.0.2.3', '/oauth/logout'));
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    expect(await rowsOf('Session')).toBe(before + LIMIT);
    const [last] = await server.database.manager.query<{ ends: number; ms: number }[]>(
      `SELECT MAX(expires_at) AS ends, MIN(expires_at - created_at) AS ms
       FROM oauth_records WHERE model = 'Session'`,
    );
    // A row is as old as its request: it may end a little later than half an hour after that.
    expect(Number(last?.ms)).toBeGreaterThanOrEqual(30 * 60 * 1000);
    expect(Number(last?.ends)).toBeLessThanOrEqual(Date.now() + 30 * 60 * 1000);
  });

  it('does not count those who are signed in and are asked nothing', async () => {
    const local = new Browser(server);
    await authorize(server, authorizeUrl(id), local);
    const cookie = Object.entries(local.cookies())
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    await many(LIMIT - 1, () => from('192.0.2.4', authorizeUrl(id)));
    const statuses = await many(20, () => from('192.0.2.4', authorizeUrl(id), { cookie }));
    expect(new Set(statuses)).toEqual(new Set([303]));
    expect((await from('192.0.2.4', authorizeUrl(id))).status).toBe(303);
    expect((await from('192.0.2.4', authorizeUrl(id))).status).toBe(429);
  });
});
