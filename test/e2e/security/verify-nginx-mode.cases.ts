import { beforeAll, describe, expect, it } from 'vitest';
import type { RawResponse } from '../../harness/raw.js';
import type { Problem } from '../../harness/refusal.js';
import type { Ask } from '../../harness/world.js';
import { TRUSTED_PROXY, world } from './shared-world.js';
import { byForwardedHeaders, byNginx } from './verify-asks.js';

let key: string;

beforeAll(async () => {
  key = (await world.createKey({ rate_limit: { limit: 3, window_seconds: 3_600 } })).key;
  await world.createApi('/ferries', {
    scopes: [{ name: 'ferries:write', description: 'Write' }],
    routes: [{ methods: ['POST'], path: '/*', scopes: ['ferries:write'] }],
  });
});

const CORS = ['Origin: https://app.example'];
const asking = (headers: string[], uri = '/ferries/1', method = 'GET'): Ask =>
  byNginx({ method, uri, headers });
const withKey = (): string => `X-API-Key: ${key}`;

/** What the client gets: nginx carries the decision to where we turn it back. */
function denied(headers: readonly string[], method = 'GET'): Promise<RawResponse> {
  return world.ask({ method, target: '/verify/denied', from: TRUSTED_PROXY, headers });
}

const carried = (response: RawResponse): string =>
  `X-Auth-Decision: ${response.header('x-auth-decision').join()}`;

describe('with mode=nginx', () => {
  it('an allowed call is answered as ever', async () => {
    const response = await world.allows(asking([withKey()]));
    expect([response.status, response.header('x-auth-kind')]).toEqual([200, ['api_key']]);
    expect(response.header('x-auth-decision')).toEqual([]);
  });

  it.each<[string, () => Ask, number, number, string]>([
    ['no credential', () => asking([]), 401, 401, 'credential_missing'],
    ['a bad credential', () => asking(['X-API-Key: x']), 401, 401, 'credential_malformed'],
    ['two credentials', () => asking([withKey(), withKey()]), 401, 400, 'multiple_credentials'],
    ['an ambiguous path', () => asking([withKey()], '/ferries/./1'), 401, 400, 'invalid_request'],
    [
      'a missing scope',
      () => asking([withKey()], '/ferries/1', 'POST'),
      403,
      403,
      'insufficient_scope',
    ],
    ['no API', () => asking([withKey()], '/nowhere'), 403, 404, 'not_found'],
    ['TRACE', () => asking([withKey()], '/ferries/1', 'TRACE'), 403, 405, 'method_not_allowed'],
    [
      'an unclear question',
      () => asking(['X-Original-URI: /x']),
      403,
      403,
      'proxy_request_invalid',
    ],
  ])(
    'F13: %s is told to nginx in its words, and to the client in ours',
    async (_name, ask, told, status, code) => {
      const question = ask();
      const answer = await world.ask({
        ...question,
        headers: [...CORS, ...(question.headers ?? [])],
      });
      expect(answer.status).toBe(told);
      const response = await denied([carried(answer)]);
      const problem = JSON.parse(response.body) as Problem;
      expect([response.status, problem['status'], problem.code]).toEqual([status, status, code]);
      expect(response.header('content-type')).toEqual(['application/problem+json']);
      expect(response.header('cache-control')).toEqual(['no-store']);
      expect(problem.request_id).toBe(answer.header('x-request-id')[0]);
      expect(response.header('x-request-id')).toEqual([problem.request_id]);
      // nginx adds that of a 401 itself.
      expect(response.header('www-authenticate')).toHaveLength(
        code === 'insufficient_scope' ? 1 : 0,
      );
      if (told === 401) expect(answer.header('www-authenticate')).toHaveLength(1);
      expect(await world.logLineOf(problem.request_id)).toMatchObject({
        decision: code,
        status: told,
      });
    },
  );

  it('F13: a spent limit is told with when to come back, also to a browser', async () => {
    let answer = await world.ask(asking([withKey(), ...CORS]));
    for (let i = 0; i < 3; i += 1) answer = await world.ask(asking([withKey(), ...CORS]));
    expect(answer.status).toBe(403);
    const response = await denied([carried(answer)]);
    expect([response.status, (JSON.parse(response.body) as Problem).code]).toEqual([
      429,
      'rate_limited',
    ]);
    expect(response.header('retry-after')).toEqual([expect.stringMatching(/^[1-9]\d*$/)]);
    expect(response.header('ratelimit')).toEqual([expect.stringMatching(/;r=0;t=\d+$/)]);
    expect(response.header('ratelimit-policy')).toHaveLength(1);
    expect(response.header('access-control-allow-origin')).toEqual(['https://app.example']);
  });

  it('cannot be switched on by the query of a client that another proxy appends', async () => {
    const uri = '/nowhere?mode=nginx';
    const response = await world.ask(byForwardedHeaders({ uri }, '/verify?mode=nginx'));
    expect([response.status, response.header('x-auth-decision')]).toEqual([404, []]);
  });
});

describe('/verify/denied', () => {
  const UNREADABLE = { status: 403, code: 'proxy_request_invalid' };
  const at = { target: '/verify/denied', from: TRUSTED_PROXY };

  it('is a plain refusal without a decision, with two, and with a forged one', async () => {
    const answer = await world.ask(asking([]));
    const [decision = ''] = answer.header('x-auth-decision');
    const [head, body = '', signature] = decision.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, status: 200 })).toString('base64url');
    for (const headers of [
      [],
      ['X-Auth-Decision:'],
      ['X-Auth-Decision: allowed'],
      [`X-Auth-Decision: ${head}.${forged}.${signature}`],
      [carried(answer), carried(answer)],
    ]) {
      await world.refuses({ ...at, headers }, UNREADABLE);
    }
  });

  it('is the same for any method, because nginx may keep that of the call', async () => {
    const answer = await world.ask(asking([]));
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
      expect((await denied([carried(answer)], method)).status).toBe(401);
    }
    const response = await denied([carried(answer)], 'HEAD');
    expect([response.status, response.body]).toEqual([401, '']);
    // Also where Envoy would ask about that path with a good key.
    await world.refuses({ ...at, headers: [withKey()] }, UNREADABLE);
  });

  it('tells strangers nothing', async () => {
    const answer = await world.ask(asking([]));
    const headers = [carried(answer)];
    const refusal = { status: 403, code: 'untrusted_proxy' };
    await world.refuses({ target: '/verify/denied', headers }, refusal);
  });
});
