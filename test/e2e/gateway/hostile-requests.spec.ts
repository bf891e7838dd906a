import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RawResponse, rawRequest, sendRaw } from '../../harness/raw.js';
import { expectRefusal } from '../../harness/refusal.js';
import { type CreatedKey, World } from '../../harness/world.js';

let world: World;
let key: CreatedKey;
let line: string;

beforeAll(async () => {
  world = await World.open();
  await world.createApi('/raw', { anonymous: { limit: 1_000_000, window_seconds: 3600 } });
  await world.createApi('/api', { upstream: `${world.recorder.origin}/v1` });
  await world.createApi('/ruled', {
    scopes: [{ name: 'things:write', description: 'Write' }],
    routes: [
      { methods: ['*'], path: '/open/**', scopes: [] },
      { methods: ['*'], path: '/**', scopes: ['things:write'] },
    ],
  });
  key = await world.createKey();
  line = `X-API-Key: ${key.key}`;
});

afterAll(() => world.close());

const send = (text: string): Promise<RawResponse> =>
  sendRaw(world.server.port, Buffer.from(text, 'latin1'));

/** Asserts that bytes are refused, that the connection ends, and that nothing goes upstream. */
async function refusesBytes(text: string, status: number): Promise<RawResponse> {
  const seen = world.recorder.seen();
  const response = await send(text);
  expect([response.status, response.text]).toEqual([status, expect.any(String)]);
  expect(world.recorder.seen()).toEqual(seen);
  return response;
}

const post = (headers: string[], body: string): string =>
  ['POST /raw/x HTTP/1.1', 'Host: x', ...headers, '', body].join('\r\n');

describe('a body that an upstream may leave unread', () => {
  it.each([
    ['GET', ['close']],
    ['HEAD', ['close']],
    ['DELETE', ['close']],
    ['OPTIONS', ['close']],
    ['POST', ['keep-alive']],
  ])('G01: of a %s is never the beginning of the next call', async (method, connection) => {
    const body = 'GET /v1/next HTTP/1.1\r\nHost: x\r\nX-Auth-Subject: forged\r\n\r\n';
    await world.allows({ method, target: '/api/x', headers: [line], body });
    expect(world.recorder.last()).toMatchObject({ method, body });
    expect(world.recorder.last().header('connection')).toEqual(connection);
  });
});

describe('a message that two parties could read differently', () => {
  it.each([
    ['G01: both lengths', ['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
    [
      'G01: both, the other way round',
      ['Transfer-Encoding: chunked', 'Content-Length: 5'],
      '0\r\n\r\n',
    ],
    ['G02: two lengths', ['Content-Length: 5', 'Content-Length: 6'], 'hello'],
    ['G02: +5', ['Content-Length: +5'], 'hello'],
    ['G02: 0x5', ['Content-Length: 0x5'], 'hello'],
    ['G02: 5,5', ['Content-Length: 5,5'], 'hello'],
    ['G03: xchunked', ['Transfer-Encoding: xchunked'], '5\r\nhello\r\n0\r\n\r\n'],
    ['G03: chunked, identity', ['Transfer-Encoding: chunked, identity'], '5\r\nhello\r\n0\r\n\r\n'],
    ['G04: obs-fold', ['X-A: one', ' two'], ''],
    ['G04: a space before the colon', ['X-A : one'], ''],
    ['G04: a bare LF', ['X-A: one\nX-B: two'], ''],
    ['G04: a bare CR', ['X-A: one\rX-B: two'], ''],
    ['G04: a NUL', ['X-A: o\0ne'], ''],
    ['G05: two hosts', ['Host: y'], ''],
    ['G05: two equal hosts', ['host: x'], ''],
  ])('%s: is refused with 400, and its connection ends', async (_row, headers, body) => {
    const response = await refusesBytes(post([...headers, 'Connection: close'], body), 400);
    expect(response.header('connection')).toEqual(['close']);
  });

  it('G03: a chunk size with LF only is refused, and its call does not reach the upstream whole', async () => {
    const before = world.recorder.requests.length;
    const headers = ['Transfer-Encoding: chunked', 'Connection: close'];
    const response = await send(post(headers, '5\nhello\r\n0\r\n\r\n'));
    expect(response.status === 400 || response.text === '').toBe(true);
    expect(world.recorder.requests.length).toBe(before);
  });

  it.each([
    ['G06: absolute form', 'GET http://other/raw/x HTTP/1.1'],
    ['G06: a fragment', 'GET /raw/a#/b HTTP/1.1'],
    ['G06: asterisk form', 'OPTIONS * HTTP/1.1'],
    ['G06: no slash', 'GET raw/x HTTP/1.1'],
  ])('%s: is refused with 400', (_row, start) =>
    refusesBytes(`${start}\r\nHost: x\r\nConnection: close\r\n\r\n`, 400).then(() => undefined),
  );

  it.each(['CONNECT other:443', 'TRACE /raw/x', 'TRACK /raw/x'])(
    'G18: %s is refused with 405, and the methods that are taken',
    async (start) => {
      const response = await refusesBytes(
        `${start} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
        405,
      );
      expect(response.header('allow').join()).toContain('GET');
      expectRefusal(response, { status: 405, code: 'method_not_allowed' });
    },
  );

  it('passes every other method that HTTP knows', async () => {
    for (const method of ['PROPFIND', 'REPORT', 'MKCOL', 'PURGE', 'SEARCH', 'LOCK', 'M-SEARCH']) {
      await world.allows({ method, target: '/raw/x', headers: [line], body: 'a' });
      expect(world.recorder.last()).toMatchObject({ method, body: 'a' });
    }
  });
});

describe('headers', () => {
  it('G07: those of the connection, and those it names, end here; ours stay', async () => {
    await world.allows({
      target: '/raw/x',
      headers: [
        line,
        'Connection: X-Hop, x-auth-subject, X-Request-Id',
        'Keep-Alive: timeout=5',
        'Proxy-Authorization: Basic YTpi',
        'Proxy-Connection: keep-alive',
        'TE: trailers',
        'Trailer: X-Sum',
        'X-Hop: 1',
        'X-End: 2',
      ],
    });
    const request = world.recorder.last();
    for (const name of [
      'keep-alive',
      'proxy-authorization',
      'proxy-connection',
      'te',
      'trailer',
      'x-hop',
    ]) {
      expect([name, request.header(name)]).toEqual([name, []]);
    }
    expect(request.header('x-end')).toEqual(['2']);
    expect(request.header('x-auth-credential')).toEqual([key.id]);
    expect(request.header('x-request-id')).toEqual([expect.stringMatching(/^req_/)]);
  });

  it('pass on as they came: doubled lines, traceparent, bytes beyond ASCII', async () => {
    await world.allows({
      target: '/raw/x',
      headers: [
        line,
        'X-Twice: a',
        'X-Twice: b',
        'traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        'X-Bytes: caf\xe9',
      ],
    });
    const request = world.recorder.last();
    expect(request.header('x-twice')).toEqual(['a', 'b']);
    expect(request.header('traceparent')).toEqual([
      '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    ]);
    expect(request.header('x-bytes')).toEqual(['caf\xe9']);
    expect(request.header('x-forwarded-for')).toEqual(['127.0.0.1']);
    expect(request.header('host')).toEqual([new URL(world.recorder.origin).host]);
  });

  it('N10: of identity, from a caller without a credential, do not reach the upstream', async () => {
    const forged = [
      'X-Auth-Subject',
      'x_auth_subject',
      'X-AUTH_ROLES',
      'Remote-User',
      'X-Forwarded-User',
      'X-Auth-Type',
    ];
    await world.allows({ target: '/raw/x', headers: forged.map((name) => `${name}: admin`) });
    const request = world.recorder.last();
    expect(request.rawHeaders).not.toContain('admin');
    expect(request.header('x-auth-kind')).toEqual(['anonymous']);
  });

  it('G08: in trailers are ignored, and go nowhere', async () => {
    const trailers = [
      `X-API-Key: ${key.key}`,
      'X-Auth-Subject: forged',
      `Authorization: Bearer ${key.key}`,
    ];
    const body = ['1', 'a', '0', ...trailers, '', ''].join('\r\n');
    const framing = ['Transfer-Encoding: chunked', 'Trailer: Authorization', 'Connection: close'];
    await refusesBytes(['POST /api/x HTTP/1.1', 'Host: x', ...framing, '', body].join('\r\n'), 401);
    const response = await send(post([...framing], body));
    expect(response.status).toBe(200);
    const request = world.recorder.last();
    expect(request.body).toBe('a');
    expect(request.rawHeaders.join()).not.toMatch(/forged|Bearer/);
    expect(request.header('x-auth-kind')).toEqual(['anonymous']);
  });
});

describe('a path', () => {
  it.each(['/a%2Fb', '/a%20b', '/%E2%82%AC', '/a//b', '/a;v=1/b', "/~!$&'()*+,;=:@", '/a/'])(
    'G09: %s is forwarded byte for byte',
    async (path) => {
      await world.allows({ target: `/ruled/open${path}?q=%2f&&a=1+2`, headers: [line] });
      expect(world.recorder.last().target).toBe(`/ruled/open${path}?q=%2f&&a=1+2`);
    },
  );

  it.each([
    ['/api/..%2f..%2fadmin', 400],
    ['/%61pi/x', 404],
    ['/api/../admin', 400],
    ['/api/%2e%2e/admin', 400],
    ['/api/x%5c..%5cadmin', 400],
    ['/api%2fx', 404],
    ['/API/x', 404],
  ])('G10: %s does not leave what the API covers', async (target, status) => {
    const seen = world.recorder.seen();
    const response = await world.ask({ target, headers: [line] });
    expect(response.status === status || response.status === 400).toBe(true);
    expect(world.recorder.seen()).toEqual(seen);
  });

  it('G10: is rewritten at its prefix only', async () => {
    await world.allows({ target: '/api/v1/api/x?api=/api', headers: [line] });
    expect(world.recorder.last().target).toBe('/v1/v1/api/x?api=/api');
    await world.allows({ target: '/api', headers: [line] });
    expect(world.recorder.last().target).toBe('/v1');
  });

  it.each(['x%2fadmin', 'x%23', 'x%3fa=1'])('G11: the segment %s stays one', async (segment) => {
    await world.allows({ target: `/api/${segment}`, headers: [line] });
    expect(world.recorder.last().target).toBe(`/v1/${segment}`);
  });

  it('G11: the segment .. is refused', async () => {
    await world.refuses(
      { target: '/api/..', headers: [line] },
      { status: 400, code: 'invalid_request' },
    );
  });
});

describe('an API at a host', () => {
  beforeAll(() =>
    world.create('/admin/apis', {
      name: 'hosted',
      host: 'api.local',
      upstream: world.recorder.origin,
    }),
  );

  const at = (host: string): string =>
    rawRequest('GET', '/x', [line]).replace('Host: 127.0.0.1', `Host: ${host}`);

  it.each(['evilapi.local', 'api.local.evil', 'API.LOCAL', 'api.local:81', 'api.local.'])(
    'G21: is not at %s',
    async (host) => {
      const response = await refusesBytes(at(host), 404);
      expectRefusal(response, { status: 404, code: 'not_found' });
    },
  );

  it('G21: is at its own name, as clients send it', async () => {
    const response = await send(at('api.local'));
    expect(response.status).toBe(200);
    expect(world.recorder.last().header('x-forwarded-host')).toEqual(['api.local']);
  });
});
