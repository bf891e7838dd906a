import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreatedKey } from '../harness/world.js';
import type { RunningProxy } from './proxy-process.js';
import { askThrough, ProxyWorld } from './proxy-world.js';
import type { ProxyName } from './start-proxy.js';

/** What the upstream is asked for where it has a path of its own, and where keys come in the query. */
export function describeTargets(name: ProxyName): void {
  describe(`targets through ${name}`, () => {
    let here: ProxyWorld;
    let key: CreatedKey;
    let moved: RunningProxy;
    let atRoot: RunningProxy;
    let byQuery: RunningProxy;

    beforeAll(async () => {
      here = await ProxyWorld.open(name);
      const { world } = here;
      const { origin } = world.recorder;
      key = await world.createKey();
      const start = async (prefix: string, body: Record<string, unknown>) =>
        here.start(await world.createApi(prefix, body));
      moved = await start('/stock', { upstream: `${origin}/v2/base`, path_aliases: ['/v1/stock'] });
      atRoot = await start('/flat', { upstream: `${origin}/` });
      byQuery = await start('/maps', { query_key: true });
    });
    afterAll(() => here.close());

    async function targetOf(
      proxy: RunningProxy,
      target: string,
      headers: string[],
    ): Promise<string> {
      const seen = here.world.recorder.requests.length;
      const response = await askThrough(proxy, { target, headers });
      expect([response.status, response.status === 200 ? '' : response.body]).toEqual([200, '']);
      expect(here.world.recorder.requests.length).toBe(seen + 1);
      return here.world.recorder.last().target;
    }

    it.each([
      ['/stock', '/v2/base'],
      ['/stock/', '/v2/base/'],
      ['/stock/a%20b;c=d?x=%2F&y', '/v2/base/a%20b;c=d?x=%2F&y'],
      ['/v1/stock/1?a=b', '/v2/base/1?a=b'],
      ['/stock/stock/1', '/v2/base/stock/1'],
    ])('puts the path of the upstream in place of the prefix: %s', async (target, expected) => {
      expect(await targetOf(moved, target, [`X-API-Key: ${key.key}`])).toBe(expected);
    });

    it.each([
      ['/flat', '/'],
      ['/flat/', '/'],
      ['/flat/1?a=b', '/1?a=b'],
    ])('takes the prefix away for an upstream at /: %s', async (target, expected) => {
      expect(await targetOf(atRoot, target, [`X-API-Key: ${key.key}`])).toBe(expected);
    });

    it.each([
      ['?api_key=KEY', ''],
      ['?key=KEY', ''],
      ['?a=1&api_key=KEY', '?a=1'],
      ['?api_key=KEY&b=%2F+x', '?b=%2F+x'],
      ['?a=1&api_key=KEY&b=2', '?a=1&b=2'],
      ['?a=1&api%5Fkey=KEY&b=2', '?a=1&b=2'],
      ['?%61pi_%6bey=KEY', ''],
      ['?my_api_key=1&api_key=KEY&api_keys=2', '?my_api_key=1&api_keys=2'],
      ['?API_KEY=1&key=KEY', '?API_KEY=1'],
    ])('keeps a key in the query from the upstream: %s', async (query, expected) => {
      const target = `/maps/tile/1${query.replace('=KEY', `=${key.key}`)}`;
      expect(await targetOf(byQuery, target, [])).toBe(`/maps/tile/1${expected}`);
    });

    it('leaves a query without a key as it is', async () => {
      const headers = [`X-API-Key: ${key.key}`];
      const target = '/maps/a%20b?x=%2f&api_key&y=1+2';
      expect(await targetOf(byQuery, target, headers)).toBe(target);
    });

    it('F06: never makes another path of the one that was decided on, when it takes the key away', async () => {
      const seen = here.world.recorder.requests.length;
      const target = `/maps/adapi_key=${key.key}min?api_key=${key.key}`;
      const response = await askThrough(byQuery, { target });
      const asked = here.world.recorder.requests.slice(seen).map((request) => request.target);
      if (response.status === 200) expect(asked).toEqual([target.split('?')[0]]);
      else expect(asked).toEqual([]);
    });

    it('refuses a bad key in the query, and what it refuses goes nowhere', async () => {
      const seen = here.world.recorder.requests.length;
      const response = await askThrough(byQuery, { target: '/maps/1?api_key=nonsense' });
      expect(response.status).toBe(401);
      expect(here.world.recorder.requests.length).toBe(seen);
    });
  });
}
