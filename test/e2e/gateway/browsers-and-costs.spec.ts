import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RawResponse } from '../../harness/raw.js';
import { World } from '../../harness/world.js';

let world: World;

beforeAll(async () => {
  world = await World.open();
  await world.createApi('/raw', { anonymous: { limit: 1_000_000, window_seconds: 3600 } });
  await world.createApi('/ruled', {
    scopes: [{ name: 'things:write', description: 'Write' }],
    routes: [{ methods: ['*'], path: '/**', scopes: ['things:write'] }],
  });
});

afterAll(() => world.close());

describe('a browser', () => {
  const preflight = (target: string, headers: string[]) =>
    world.ask({ method: 'OPTIONS', target, headers });

  it('O09: gets its preflight answered here, for the origin that asked', async () => {
    const seen = world.recorder.seen();
    const response = await preflight('/raw/x', [
      'Origin: https://app.example',
      'Access-Control-Request-Method: PUT',
      'Access-Control-Request-Headers: x-api-key,content-type',
    ]);
    expect(response.status).toBe(204);
    expect(response.header('access-control-allow-origin')).toEqual(['https://app.example']);
    expect(response.header('access-control-allow-methods')).toEqual(['PUT']);
    expect(response.header('access-control-allow-headers')).toEqual(['x-api-key, content-type']);
    expect(response.header('access-control-allow-credentials')).toEqual([]);
    expect(response.header('vary').join()).toContain('Origin');
    expect(world.recorder.seen()).toEqual(seen);
  });

  it.each(['null', 'https://app.example/path', 'https://a.example, https://b.example'])(
    'O08: with the origin %s gets no permission from a preflight',
    async (origin) => {
      const response = await preflight('/raw/x', [
        `Origin: ${origin}`,
        'Access-Control-Request-Method: PUT',
      ]);
      expect(response.header('access-control-allow-origin')).toEqual([]);
      expect(response.header('access-control-allow-credentials')).toEqual([]);
      expect(response.header('vary')).toEqual(['Origin']);
    },
  );

  it.each([
    ['no Origin', ['Access-Control-Request-Method: PUT']],
    ['no method that is asked for', ['Origin: https://app.example']],
  ])('passes OPTIONS on to the upstream when it is no preflight: %s', async (_name, headers) => {
    await preflight('/raw/x', headers);
    expect(world.recorder.last().method).toBe('OPTIONS');
  });

  it('O08: of an origin that the key is not for cannot read 403, 404 and 429', async () => {
    const bound = await world.createKey({
      origin_allowlist: ['https://app.example'],
      rate_limit: { limit: 1, window_seconds: 3600 },
    });
    const headers = [`X-API-Key: ${bound.key}`, 'Origin: https://evil.example'];
    for (const [target, status] of [
      ['/raw/x', 403],
      ['/nowhere/x', 404],
    ] as const) {
      const response = await world.ask({ target, headers });
      expect(response.status).toBe(status);
      expect(response.header('access-control-allow-origin')).toEqual([]);
      expect(response.header('access-control-allow-credentials')).toEqual([]);
    }
    const own = [headers[0] ?? '', 'Origin: https://app.example'];
    await world.allows({ target: '/raw/x', headers: own });
    const spent = await world.ask({ target: '/raw/x', headers: own });
    expect([spent.status, spent.header('access-control-allow-origin')]).toEqual([
      429,
      ['https://app.example'],
    ]);
  });
});

describe('N06: what a call consumes', () => {
  const left = async (ask: Parameters<World['ask']>[0]): Promise<number> => {
    const response = await world.ask(ask);
    return Number(/;r=(\d+)/.exec(response.header('ratelimit').join())?.[1] ?? NaN);
  };
  let limited: string;

  beforeAll(async () => {
    const { key: value } = await world.createKey({
      rate_limit: { limit: 1000, window_seconds: 3600 },
    });
    limited = `X-API-Key: ${value}`;
    await world.createApi('/dead', { upstream: 'http://127.0.0.1:9' });
  });

  const probe = { target: '/raw/x', headers: [] as string[] };

  it.each<[string, number, number, () => Promise<RawResponse>]>([
    ['a call that is allowed', 1, 200, () => world.ask({ ...probe, headers: [limited] })],
    ['403 by a route rule', 0, 403, () => world.ask({ target: '/ruled/x', headers: [limited] })],
    ['404, no API', 0, 404, () => world.ask({ target: '/nowhere/x', headers: [limited] })],
    [
      '400, an ambiguous path',
      0,
      400,
      () => world.ask({ target: '/raw/../x', headers: [limited] }),
    ],
    [
      'a preflight',
      0,
      204,
      () =>
        world.ask({
          ...probe,
          method: 'OPTIONS',
          headers: [limited, 'Origin: https://app.example', 'Access-Control-Request-Method: GET'],
        }),
    ],
    ['502', 1, 502, () => world.ask({ target: '/dead/x', headers: [limited] })],
    [
      '500 of the upstream',
      1,
      500,
      async () => {
        world.recorder.answerWith({ status: 500 });
        const response = await world.ask({ ...probe, headers: [limited] });
        world.recorder.answerWith({});
        return response;
      },
    ],
  ])('%s costs %i', async (_name, cost, status, ask) => {
    const before = await left({ ...probe, headers: [limited] });
    expect((await ask()).status).toBe(status);
    expect(await left({ ...probe, headers: [limited] })).toBe(before - cost - 1);
  });

  it('a client that hangs up costs 1', async () => {
    const before = await left({ ...probe, headers: [limited] });
    const socket = connect(world.server.port, '127.0.0.1');
    const head = ['POST /raw/x HTTP/1.1', 'Host: x', limited, 'Content-Length: 10', '', 'half'];
    const seen = world.recorder.arrivals();
    socket.write(head.join('\r\n'));
    await expect.poll(() => world.recorder.arrivals()).toBe(seen + 1);
    socket.destroy();
    await expect.poll(() => world.server.output()).toContain('the client hung up');
    expect(await left({ ...probe, headers: [limited] })).toBe(before - 2);
  });
});
