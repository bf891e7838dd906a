import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw } from '../../harness/raw.js';
import { expectRefusal, type Refusal } from '../../harness/refusal.js';
import { World } from '../../harness/world.js';

const ORIGIN = 'Origin: https://shop.example';

let world: World;
let key: string;

beforeAll(async () => {
  world = await World.open();
  const { origin } = world.recorder;
  await world.create('/admin/apis', {
    name: 'first',
    host: 'first.local',
    upstream: origin,
    routes: [
      { methods: ['GET'], path: '/read', scopes: ['read'] },
      { methods: ['GET'], path: '/write', scopes: ['write'] },
    ],
  });
  const second = { name: 'second', host: 'second.local', upstream: origin, access: 'granted' };
  await world.create('/admin/apis', second);
  ({ key } = await world.createKey({
    scopes: ['read'],
    ip_allowlist: ['127.0.0.1'],
    origin_allowlist: ['https://shop.example'],
  }));
});
afterAll(() => world.close());

function call({ host = 'first.local', path = '/read', from = '127.0.0.1', origin = ORIGIN }) {
  const lines = [`GET ${path} HTTP/1.1`, `Host: ${host}`, origin, `X-API-Key: ${key}`];
  const bytes = [...lines, 'Connection: close', '', ''].join('\r\n');
  return sendRaw(world.server.port, bytes, { localAddress: from });
}

describe('a credential that was just accepted', () => {
  it.each<[string, Parameters<typeof call>[0], Refusal]>([
    [
      'for a path with another scope',
      { path: '/write' },
      { status: 403, code: 'insufficient_scope', scope: 'write' },
    ],
    ['from another address', { from: '127.0.0.9' }, { status: 403, code: 'ip_not_allowed' }],
    [
      'from another origin',
      { origin: 'Origin: https://evil.example' },
      { status: 403, code: 'origin_not_allowed' },
    ],
    ['at another host', { host: 'second.local' }, { status: 403, code: 'api_not_granted' }],
  ])('K19: is decided on anew %s, and nothing is forwarded', async (_what, changes, refusal) => {
    expect((await call({})).status).toBe(200);
    const seen = world.recorder.seen();
    for (let i = 0; i < 3; i += 1) {
      const response = await call(changes);
      expectRefusal(response, refusal);
    }
    expect(world.recorder.seen()).toEqual(seen);
    expect((await call({})).status).toBe(200);
  });
});
