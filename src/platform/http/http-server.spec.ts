import 'reflect-metadata';
import { Writable } from 'node:stream';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  Module,
  Param,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../kernel/errors/index.js';
import { isId } from '../../kernel/ids.js';
import { loadConfig } from '../config/index.js';
import { createLogger } from '../observability/logger.js';
import {
  createFastifyAdapter,
  HttpModule,
  listQuerySchema,
  nameSchema,
  sendProblem,
  takeOver,
} from './index.js';

const bodySchema = z.strictObject({
  name: nameSchema,
  scopes: z.array(z.string()).optional(),
  kind: z.enum(['a', 'b']).optional(),
});

@Controller()
class SampleController {
  @Get('fine')
  fine() {
    return { ok: true };
  }

  @Get('things/:id')
  thing(@Param('id') id: string) {
    return { id };
  }

  @Get('list')
  list(@Query({ schema: listQuerySchema }) query: z.output<typeof listQuerySchema>) {
    return query;
  }

  @Post('things')
  @HttpCode(201)
  create(@Body({ schema: bodySchema }) body: z.output<typeof bodySchema>) {
    return body;
  }

  @Get('refused')
  refused() {
    throw new AppError('insufficient_scope', { requiredScopes: ['read:a'] });
  }

  @Get('throttled')
  throttled() {
    throw new AppError('rate_limited', { retryAfterSeconds: 17 });
  }

  @Get('spent')
  spent(@Res({ passthrough: true }) reply: FastifyReply) {
    reply.header('ratelimit', '"before";r=1;t=1');
    throw new AppError('too_many_attempts', {
      quota: { name: 'login', limit: 10, windowSeconds: 900, resetSeconds: 17 },
    });
  }

  @Get('down')
  down() {
    throw Object.assign(new Error('connect ECONNREFUSED 10.1.1.1:5432'), { code: 'ECONNREFUSED' });
  }

  @Get('broken')
  broken() {
    throw new Error('canary: SELECT * FROM users');
  }

  @Get('nest')
  nest() {
    throw new BadRequestException('canary');
  }
}

@Module({ imports: [HttpModule], controllers: [SampleController] })
class SampleModule {}

const lines: string[] = [];
let app: NestFastifyApplication;
let port: number;

beforeAll(async () => {
  const config = loadConfig({
    OSTIARY_PUBLIC_URL: 'https://auth.example.com',
    OSTIARY_TRUSTED_PROXIES: '127.0.0.2/32',
  });
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const adapter = createFastifyAdapter(config, createLogger({ logLevel: 'debug' }, output));
  const fastify = adapter.getInstance();
  fastify.get('/raw', (request, reply) => sendProblem(request, reply, new AppError('not_found')));
  fastify.get('/raw-broken', () => Promise.reject(new Error('canary')));
  fastify.get('/hijacked', (_request, reply) => {
    takeOver(reply).writeHead(200, { 'content-type': 'text/plain' }).end('hijacked');
  });
  app = await NestFactory.create<NestFastifyApplication>(SampleModule, adapter, { logger: false });
  await app.listen(0, '127.0.0.1');
  port = (app.getHttpServer().address() as AddressInfo).port;
});
afterAll(() => app.close());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

async function call(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text.startsWith('{') ? JSON.parse(text) : { text }) as Record<string, unknown>,
  };
}

function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return call('/things', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

/** Sends bytes as they are; resolves with everything that came back. */
function raw(text: string, localAddress = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, localAddress });
    let received = '';
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
    socket.write(text);
  });
}

const rawGet = (target: string, ...headers: string[]) =>
  ['GET ' + target + ' HTTP/1.1', 'Host: x', ...headers, 'Connection: close', '', ''].join('\r\n');

function problemOf(response: string): Record<string, unknown> {
  return JSON.parse(response.slice(response.indexOf('\r\n\r\n') + 4)) as Record<string, unknown>;
}

describe('every response', () => {
  it.each([
    ['a route', '/fine', 200],
    ['an unknown path', '/nowhere', 404],
    ['a raw route', '/raw', 404],
    ['a reply that was taken over', '/hijacked', 200],
    ['a fault', '/broken', 500],
    ['a bad percent-encoding', '/things/%zz', 400],
    ['a path parameter that is too long', `/things/${'x'.repeat(200)}`, 404],
  ])('of %s has a request id and the security headers', async (_name, path, status) => {
    const answer = await call(path);

    expect(answer.status).toBe(status);
    expect(isId('req', answer.headers.get('x-request-id'))).toBe(true);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    if (status >= 400) {
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.body['request_id']).toBe(answer.headers.get('x-request-id'));
      expect(answer.body['status']).toBe(status);
    }
  });

  it('of JSON must not be stored', async () => {
    expect((await call('/fine')).headers.get('cache-control')).toBe('no-store');
    expect((await call('/nowhere')).headers.get('cache-control')).toBe('no-store');
  });

  it('answers HEAD as GET, without a body', async () => {
    const answer = await call('/fine', { method: 'HEAD' });

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ text: '' });
  });

  it('takes a request id from a trusted proxy only, and only a harmless one', async () => {
    const id = 'proxy-4711.a_b';

    expect(await raw(rawGet('/fine', `X-Request-Id: ${id}`), '127.0.0.2')).toContain(
      `x-request-id: ${id}\r\n`,
    );
    expect(await raw(rawGet('/fine', `X-Request-Id: ${id}`))).toContain('x-request-id: req_');
    expect(await raw(rawGet('/fine', 'X-Request-Id: a b"c<d>e'), '127.0.0.2')).toContain(
      'x-request-id: req_',
    );
  });
});

describe('a problem', () => {
  it('has the members of RFC 9457 and ours', async () => {
    const { status, body, headers } = await call('/refused?api_key=secret');

    expect(status).toBe(403);
    expect(body).toMatchObject({
      type: 'https://auth.example.com/errors/insufficient_scope',
      status: 403,
      code: 'insufficient_scope',
      instance: '/refused',
      doc_url: 'https://auth.example.com/errors/insufficient_scope',
    });
    expect(headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expect(headers.get('www-authenticate')).toContain('scope="read:a"');
    expect(headers.get('www-authenticate')).toContain(
      'resource_metadata="https://auth.example.com/.well-known/oauth-protected-resource"',
    );
  });

  it('says when to try again', async () => {
    expect((await call('/throttled')).headers.get('retry-after')).toBe('17');
  });

  it('tells a spent quota once, and when it begins anew', async () => {
    const { status, headers } = await call('/spent');

    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('17');
    expect(headers.get('ratelimit')).toBe('"login";r=0;t=17');
    expect(headers.get('ratelimit-policy')).toBe('"login";q=10;w=900');
  });

  it('tells a lost database as 503 with Retry-After, and nothing about it', async () => {
    const { status, body, headers } = await call('/down');

    expect([status, body['code']]).toEqual([503, 'unavailable']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toContain('10.1.1.1');
  });

  it.each(['/broken', '/raw-broken'])(
    'tells a fault of ours (%s) as server_error only, and logs it',
    async (path) => {
      const { status, body } = await call(path);

      expect([status, body['code']]).toEqual([500, 'server_error']);
      expect(JSON.stringify(body)).not.toContain('canary');
      const logged = lines.find(
        (line) => line.includes(String(body['request_id'])) && line.includes('"err"'),
      );
      expect(logged).toContain('canary');
    },
  );

  it('never repeats the text of a framework error', async () => {
    const { status, body } = await call('/nest');

    expect([status, body['code']]).toEqual([400, 'invalid_request']);
    expect(JSON.stringify(body)).not.toContain('canary');
  });
});

describe('an ambiguous request is refused:', () => {
  it.each([
    ['absolute form', rawGet('http://other/fine'), 400],
    ['asterisk form', 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
    ['a fragment', rawGet('/fine#/b'), 400],
    ['an encoded NUL', rawGet('/fine%00'), 400],
    ['an encoded NUL in the query', rawGet('/fine?a=%00'), 400],
    ['two hosts', rawGet('/fine', 'host: y'), 400],
    ['G18: TRACE', 'TRACE /fine HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 405],
    ['G18: TRACK', 'TRACK /fine HTTP/1.1\r\nHost: x\r\n\r\n', 405],
    ['G18: CONNECT', 'CONNECT other:443 HTTP/1.1\r\nHost: other\r\n\r\n', 405],
    [
      'two lengths',
      'POST /things HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
    ],
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['a relative target', rawGet('fine'), 400],
    ['headers without end', rawGet('/fine', `X-A: ${'a'.repeat(17_000)}`), 431],
  ])('%s', async (_name, request, status) => {
    const response = await raw(request);

    expect(response).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(response.toLowerCase()).toContain('x-request-id: req_');
    expect(problemOf(response)).toMatchObject({ status });
  });
});

describe('a JSON body', () => {
  it('is validated and transformed', async () => {
    expect(await post('{"name":"  a  "}')).toMatchObject({ status: 201, body: { name: 'a' } });
    expect(
      (await post('{"name":"a"}', { 'content-type': 'application/JSON; charset="UTF-8"' })).status,
    ).toBe(201);
  });

  it.each([
    ['bad JSON', '{"name":', '#'],
    ['a trailing comma', '{"name":"a",}', '#'],
    ['a byte order mark', '\ufeff{"name":"a"}', '#'],
    ['a doubled name', '{"name":"a","name":"b"}', '#'],
    ['no object', '["a"]', '#'],
    ['a NUL', '{"name":"a\\u0000b"}', '#/name'],
    ['half of a surrogate pair', '{"name":"a","scopes":["x","\\ud800"]}', '#/scopes/1'],
    ['a NUL in a name', '{"name":{"\\u0000":1}}', '#/name'],
    ['__proto__', '{"name":"a","__proto__":{"admin":true}}', '#'],
    ['a nested __proto__', '{"name":{"__proto__":1}}', '#/name'],
    ['constructor', '{"name":"a","constructor":{}}', '#'],
    ['an unknown member', '{"name":"a","owner/id":"x"}', '#/owner~1id'],
    ['a missing member', '{}', '#/name'],
    ['a wrong type', '{"name":7}', '#/name'],
    ['an over-long string', JSON.stringify({ name: 'x'.repeat(201) }), '#/name'],
    ['no body', '', '#'],
  ])('is refused with a pointer for %s', async (_name, body, pointer) => {
    const answer = await post(body);

    expect(answer.status).toBe(400);
    expect(answer.body['code']).toBe('invalid_request');
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
    expect(answer.headers.has('www-authenticate')).toBe(false);
  });

  it('is refused when it is nested too deeply', async () => {
    const body = `{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;

    expect((await post(body)).status).toBe(400);
  });

  it('is refused when it is not UTF-8', async () => {
    expect((await post(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).status).toBe(400);
  });

  it('is refused beyond 1 MiB', async () => {
    const answer = await post(JSON.stringify({ name: 'x'.repeat(1_048_577) }));

    expect([answer.status, answer.body['code']]).toEqual([413, 'payload_too_large']);
  });

  it.each([
    ['text', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['multipart', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['another character set', { 'content-type': 'application/json; charset=utf-7' }],
    ['a broken media type', { 'content-type': 'application/json garbage' }],
    ['a related media type', { 'content-type': 'application/merge-patch+json' }],
    ['a compressed body', { 'content-encoding': 'gzip' }],
  ])('is refused as %s', async (_name, headers) => {
    const answer = await post('{"name":"a"}', headers);

    expect([answer.status, answer.body['code']]).toEqual([415, 'unsupported_media_type']);
  });

  it('is asked for where a form comes, and not where nothing is', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const form = await post('name=a', headers);
    const nowhere = await call('/nowhere', { method: 'POST', body: 'name=a', headers });

    expect(form.body['hint']).toBe('Send JSON with the header Content-Type: application/json.');
    expect(nowhere.status).toBe(404);
  });

  it.each([
    ['', 'The request is not valid: the body is required.'],
    ['{}', 'The request is not valid: #/name is required.'],
    ['{"name":7}', 'The request is not valid: #/name must be a string.'],
    ['{"name":"a","kind":"x"}', 'The request is not valid: #/kind must be one of "a", "b".'],
    ['{"name":"a","x":1}', 'The request is not valid: #/x is not a member of this request.'],
    ['{"name":', 'The request body is not valid JSON.'],
  ])('is refused in a sentence (%s)', async (body, detail) => {
    expect((await post(body)).body['detail']).toBe(detail);
  });

  it('never finds its values in the refusal', async () => {
    const answer = await post(
      '{"name":7,"kind":"canary-value","scopes":["a",{"x":"canary-value"}]}',
    );

    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).not.toContain('canary-value');
  });

  it('has every flaw named, up to a bound', async () => {
    const answer = await post(JSON.stringify({ name: 'a', scopes: Array(500).fill(1) }));

    expect(answer.body['errors']).toHaveLength(20);
  });
});

describe('the query of a list', () => {
  it('has a default limit', async () => {
    expect((await call('/list')).body).toEqual({ limit: 50 });
    expect((await call('/list?limit=200&cursor=abc')).body).toEqual({ limit: 200, cursor: 'abc' });
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=1e2',
    'limit=1&limit=2',
    'sort=name',
    'limit[$ne]=1',
    '__proto__=1&limit=x',
  ])('refuses %s', async (query) => {
    expect((await call(`/list?${query}`)).status).toBe(400);
  });
});

describe('the request log', () => {
  it('has one line per request: method, redacted path, status, time, client, decision', async () => {
    const answer = await call('/refused?a=1&api_key=canary-key&b=2');
    const id = String(answer.headers.get('x-request-id'));
    await call('/fine');
    const own = lines.filter((line) => line.includes(id)).map((line) => JSON.parse(line) as object);

    expect(own).toEqual([
      {
        level: 'info',
        time: expect.any(String) as string,
        request_id: id,
        method: 'GET',
        path: '/refused?a=1&api_key=[redacted]&b=2',
        status: 403,
        ms: expect.any(Number) as number,
        client: '127.0.0.1',
        decision: 'insufficient_scope',
        msg: 'request',
      },
    ]);
  });

  it('names a request that the router refused', async () => {
    const id = String((await call('/things/%zz')).headers.get('x-request-id'));

    expect(lines.filter((line) => line.includes(id))).toHaveLength(1);
  });

  it('has the client that a trusted proxy names', async () => {
    const response = await raw(rawGet('/fine', 'X-Forwarded-For: 9.9.9.9, 8.8.8.8'), '127.0.0.2');
    const id = /x-request-id: (\S+)/.exec(response)?.[1] ?? 'none';

    expect(lines.find((line) => line.includes(id))).toContain('"client":"8.8.8.8"');
  });
});
