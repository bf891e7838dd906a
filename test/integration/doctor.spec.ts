import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditEvent } from '../../src/platform/audit/audit-event.entity.js';
import { DataSource } from 'typeorm';
import { DecisionLog } from '../../src/auth/index.js';
import { openWrongCallsWorld, type WrongCallsWorld } from './wrong-calls/world.js';

type Json = Record<string, unknown>;

let world: WrongCallsWorld;

beforeAll(async () => {
  world = await openWrongCallsWorld();
});
afterAll(() => world.close());

async function paste(request: unknown): Promise<{ status: number; body: Json; headers: Headers }> {
  const response = await fetch(world.app.url('/doctor'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ request }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Json,
  };
}

const findingsIn = ({ body }: { body: Json }): unknown[] =>
  (body['findings'] as Json[]).map(({ name }) => name);

describe('the doctor reads', () => {
  const url = 'http://localhost:3000/orders/1';

  it.each<[string, (w: WrongCallsWorld) => string]>([
    ['a curl line', (w) => `curl ${url} -H 'X-API-Key: ${w.key}'`],
    ['a curl line with a prompt', (w) => `$ curl -sS ${url} -H "X-API-Key: ${w.key}" | jq .`],
    ['joined options', (w) => `curl -sSLXGET -H'X-API-Key: ${w.key}' --url=${url} ${url}`],
    ['a line of several lines', (w) => `curl '${url}' \\\n  --header 'x-api-key: ${w.key}'`],
    ['the line of a Windows shell', (w) => `curl "${url}" ^\r\n  -H "X-API-Key: ${w.key}"`],
    ['--oauth2-bearer', (w) => `curl --oauth2-bearer ${w.accessToken} ${url}`],
    ['an absolute path to curl', (w) => `/usr/bin/curl ${url} -H 'X-API-Key: ${w.key}'`],
    [
      'a request',
      (w) => `GET /orders/1 HTTP/1.1\r\nHost: localhost:3000\r\nX-API-Key: ${w.key}\r\n\r\nbody`,
    ],
    [
      'what curl -v prints',
      (w) =>
        `* Connected\n> GET /orders/1 HTTP/1.1\n> X-API-Key: ${w.key}\n>\n< HTTP/1.1 401\n< x: y`,
    ],
    ['headers alone', (w) => `Accept: */*\nAuthorization: Bearer ${w.key}`],
    ['a piece of Python', (w) => `requests.get("${url}", headers={"X-API-Key": "${w.key}"})`],
    [
      'a piece of JavaScript',
      (w) => `fetch('${url}', { headers: { 'Authorization': \`Bearer ${w.key}\` } })`,
    ],
    ['a bare key', (w) => w.key],
    ['a bare token', (w) => w.accessToken],
    ['a bare signed token', (w) => w.signed()],
    ['a header value', (w) => `Bearer ${w.accessToken}`],
  ])('%s', async (_what, request) => {
    const { status, body } = await paste(request(world));
    expect([status, body['verdict'], body['code']]).toEqual([200, 'would be allowed', null]);
  });

  it('the method and the query that curl would send', async () => {
    const headers = `-H 'X-API-Key: ${world.key}'`;
    expect((await paste(`curl ${url} ${headers} -d a=1`)).body).toMatchObject({
      code: 'insufficient_scope',
    });
    const get = await paste(`curl -G http://localhost:3000/query/1 -d api_key=${world.key}`);
    expect(get.body).toMatchObject({ verdict: 'would be allowed', api: { name: 'query' } });
    const upper = await paste(`curl -I ${url} ${headers}`);
    expect(upper.body).toMatchObject({ verdict: 'would be allowed' });
  });

  it.each([
    ['curl -u me:secret http://localhost:3000/orders/1', 'basic'],
    ['curl http://localhost:3000/orders/1?a=1&b=2', 'url_cut'],
    ['curl https://api.example.com/orders/1', 'other_host'],
    ['curl -n http://localhost:3000/orders/1', 'netrc'],
    ['curl -L http://localhost:3000/orders/1', 'redirects'],
    ['curl -H @headers.txt http://localhost:3000/orders/1', 'header_file'],
    ["curl -H 'Authorization:' http://localhost:3000/orders/1", 'header_empty'],
    ['eyJhbGciOiJIUzI1NiJ9.e30.AAAA', 'no_url'],
  ])('what else stands out: %s → %s', async (request, name) => {
    expect(findingsIn(await paste(request))).toContain(name);
  });
});

describe('the doctor says', () => {
  it('every check, with what was needed and held', async () => {
    const line = `curl -X POST http://localhost:3000/orders/1 -H 'X-API-Key: ${world.key}'`;
    const { body } = await paste(line);
    expect(body).toMatchObject({
      verdict: 'would be refused',
      status: 403,
      title: 'Scope missing',
      api: { name: 'orders' },
      server_time: world.serverTime,
      doc_url: 'http://localhost:3000/errors/insufficient_scope',
    });
    const results = (body['checks'] as Json[]).map(({ result }) => result);
    expect(results.at(-2)).toBe('failed');
    expect(results.at(-1)).toBe('not_reached');
  });

  it.each([
    ['/login', 'needs no credential', null],
    ['/oauth/token', 'not looked at', null],
    ['/nowhere', 'would be refused', 'not_found'],
    ['/orders/../keys', 'would be refused', 'invalid_request'],
  ])('what a call of %s would meet: %s', async (path, verdict, code) => {
    const { body } = await paste(`curl -X POST 'http://localhost:3000${path}'`);
    expect([body['verdict'], body['code']]).toEqual([verdict, code]);
  });

  it('the same of an AK that exists and of one that does not [T05]', async () => {
    const known = await paste(world.signed({}, world.otherSk));
    const iss = `ak_${'0'.repeat(22)}`;
    const unknown = await paste(world.signed({ iss, sub: iss }, world.otherSk));
    expect(known.body).toEqual(unknown.body);
  });
});

describe('the doctor refuses', () => {
  it.each([
    ['nothing', ''],
    ['prose', 'why does my call not work?'],
    ['what is no text', 7],
    ['a command that no shell reads', 'curl "${"'],
    ['too much', 'a'.repeat(40_000)],
  ])('%s, naming the member', async (_what, request) => {
    const { status, body } = await paste(request);
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([{ pointer: '#/request' }]);
  });
});

describe('the doctor keeps nothing', () => {
  it('of what was pasted: no decision, no audit, no row, no use of the key', async () => {
    const database = world.app.nest.get(DataSource);
    const log = world.app.nest.get(DecisionLog);
    const before = [
      log.page({}, 1, null).items[0]?.request_id,
      await database.getRepository(AuditEvent).count(),
    ];
    const statements = await world.app.statementsOf(async () => {
      await paste(`curl http://localhost:3000/orders/1 -H 'X-API-Key: ${world.browserKey}'`);
      await paste(`curl http://localhost:3000/orders/1 -H 'X-API-Key: ${world.unknownKey}'`);
    });
    for (const statement of statements) expect(statement.trim()).toMatch(/^SELECT/i);
    // Pasted twice, it is looked up twice: not even that it was good is remembered.
    expect(statements.length).toBeGreaterThanOrEqual(2);
    const after = [
      log.page({}, 1, null).items[0]?.request_id,
      await database.getRepository(AuditEvent).count(),
    ];
    expect(after).toEqual(before);
  });

  it('and counts nothing: a limit of one call is still whole afterwards', async () => {
    const line = `curl http://localhost:3000/slow/1 -H 'X-API-Key: ${world.key}'`;
    for (let i = 0; i < 3; i += 1) {
      expect((await paste(line)).body).toMatchObject({ verdict: 'would be allowed' });
    }
    const called = await world.send('GET', '/slow/1', [`X-API-Key: ${world.key}`]);
    expect(called.status).toBe(200);
    const again = await world.send('GET', '/slow/1', [`X-API-Key: ${world.key}`]);
    expect(JSON.parse(again.body)).toMatchObject({ code: 'rate_limited' });
  });
});

describe('the doctor, at last, refuses', () => {
  it('who asks too often', async () => {
    let answer = await paste('x');
    for (let i = 0; i < 150 && answer.status !== 429; i += 1) answer = await paste('x');
    expect(answer.body).toMatchObject({ code: 'too_many_attempts' });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
