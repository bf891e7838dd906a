import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorize, authorizeUrl, Browser } from './browser.js';
import { type OAuthServer, startOAuthServer } from './oauth-server.js';

describe('a request that a browser posts', () => {
  let server: OAuthServer;
  let id: string;
  beforeAll(async () => {
    server = await startOAuthServer();
    ({ id } = await server.register());
  });
  afterAll(() => server.close());

  const postTo = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });

  it.each(['/oauth/authorize', '/connect/authorize', '/oauth/logout', '/connect/logout'])(
    'comes again with GET, everything that it says, and its cookies (%s)',
    async (path) => {
      const answer = await postTo(path, 'scope=openid+read&state=%0d%0aX:y&state=2&x=%C3%A9');
      expect(answer.status).toBe(303);
      const query = '?scope=openid+read&state=%0D%0AX%3Ay&state=2&x=%C3%A9';
      expect(answer.headers.get('location')).toBe(`${path.replace('connect', 'oauth')}${query}`);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.getSetCookie()).toEqual([]);
    },
  );

  it('leaves the session of the person alone and makes use of it', async () => {
    const browser = new Browser(server);
    await authorize(server, authorizeUrl(id), browser);
    const session = browser.cookies()['ostiary_session'];
    // The form of another site: the browser keeps our cookies to itself until the redirect.
    const query = authorizeUrl(id).replace(/^[^?]*\?/, '');
    const answer = await postTo('/oauth/authorize', query);
    const end = await browser.open(answer.headers.get('location') ?? '');
    expect(end.url.searchParams.get('code')).toMatch(/./);
    expect(browser.cookies()['ostiary_session']).toBe(session);
  });

  it.each([
    [400, 'application/json', '{}'],
    [400, 'multipart/form-data; boundary=x', '--x--'],
    [413, 'application/x-www-form-urlencoded', `state=${'x'.repeat(9000)}`],
  ])(
    'is refused as %i when it is no form, or too long for an address (%s)',
    async (status, type, body) => {
      const json = { 'content-type': type, accept: 'application/json' };
      const answer = await postTo('/oauth/authorize', body, json);
      expect(answer.status).toBe(status);
      expect(await answer.json()).toEqual({
        error: 'invalid_request',
        error_description: expect.any(String),
      });
      const page = await postTo('/oauth/authorize', body, {
        'content-type': type,
        accept: 'text/html',
      });
      expect([page.status, page.headers.get('content-type')]).toEqual([
        status,
        'text/html; charset=utf-8',
      ]);
      expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    },
  );
});
