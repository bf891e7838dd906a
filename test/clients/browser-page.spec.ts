import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { createAccessKey, createApp, type Created } from './consumer.js';

const PAGE = 'https://app.example.com';
const OTHER_PAGE = 'https://evil.example.net';

let server: TestServer;
let pair: Created;
let token: string;

beforeAll(async () => {
  server = await startServer();
  pair = await createAccessKey(server, await createApp(server), { origin_allowlist: [PAGE] });
  token = personToken(pair);
});

afterAll(() => server?.stop());

/** What the page's own back end does: it signs for the person who is signed in there. */
function personToken({ ak = '', sk = '' }: Created): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: 'user-7', iss: ak, typ: 'person_token', iat: now, exp: now + 7200 };
  const input = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${input}.${createHmac('sha256', sk).update(input).digest('base64url')}`;
}

/** What a browser does for `axios.post(url, null, { headers: { 'apihub-token': … } })`. */
function callFrom(origin: string): Promise<Response> {
  return fetch(server.url('/api/weather_basic/now'), {
    method: 'POST',
    headers: { Origin: origin, 'apihub-token': token, 'Sec-Fetch-Mode': 'cors' },
  });
}

function preflightFrom(origin: string): Promise<Response> {
  return fetch(server.url('/api/weather_basic/now'), {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'apihub-token',
    },
  });
}

describe('a page that calls with a person token', () => {
  it('is allowed the call by the preflight, with its header', async () => {
    const answer = await preflightFrom(PAGE);
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(answer.headers.get('access-control-allow-methods')).toContain('POST');
    expect(answer.headers.get('access-control-allow-headers')?.toLowerCase()).toContain(
      'apihub-token',
    );
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('reads the answer as its person', async () => {
    const answer = await callFrom(PAGE);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(answer.headers.get('vary')?.toLowerCase()).toContain('origin');
    expect(await answer.json()).toMatchObject({
      called_as: { kind: 'person', subject: 'user-7', app: pair['app_id'] },
    });
  });

  it('reads why it is refused when its token has expired', async () => {
    const answer = await fetch(server.url('/api/weather_basic/now'), {
      method: 'POST',
      headers: { Origin: PAGE, 'apihub-token': 'not.a.token' },
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(answer.headers.get('access-control-expose-headers')).toContain('WWW-Authenticate');
    expect(await answer.json()).toMatchObject({ code: 'token_malformed' });
  });

  it('works as fetch without a token: anonymous', async () => {
    const answer = await fetch(server.url('/api/weather_basic/now'), { headers: { Origin: PAGE } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(await answer.json()).toMatchObject({ called_as: { kind: 'anonymous' } });
  });
});

describe('a page of another origin with the same token', () => {
  it('is refused, and its browser may not read the answer', async () => {
    const answer = await callFrom(OTHER_PAGE);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(await answer.json()).toMatchObject({ code: 'origin_not_allowed' });
  });

  it.each([
    `${PAGE}:443`,
    `${PAGE}.evil.example.net`,
    'null',
    'HTTPS://APP.EXAMPLE.COM',
    `${PAGE}/`,
  ])('is refused however close its origin comes: %s', async (origin) => {
    expect((await callFrom(origin)).status).toBe(403);
  });
});
