import { beforeAll, describe, expect, it } from 'vitest';
import { generateApiKey } from '../../../src/kernel/key-format.js';
import { rawRequest, type RawResponse, sendRaw } from '../../harness/raw.js';
import { expectRefusal } from '../../harness/refusal.js';
import { world } from './shared-world.js';

const SPENT = { status: 429, code: 'anonymous_quota_exceeded' };

let key: string;
let serial = 0;

beforeAll(async () => {
  key = (await world.createKey()).key;
});

/** An API of its own for each row: its quota is nobody else's. */
async function openApi(limit = 1000): Promise<string> {
  const prefix = `/shared-${(serial += 1)}`;
  await world.createApi(prefix, { anonymous: { limit, window_seconds: 3600 } });
  return `${prefix}/x`;
}

/** How many anonymous calls are left, by the headers of an answer. */
function remainingOf(response: RawResponse): number {
  return Number(/r=(\d+)/.exec(response.header('ratelimit')[0] ?? '')?.[1]);
}

describe('the quota that all anonymous callers share', () => {
  it('is counted down to nothing, then refused without reaching the upstream [N01]', async () => {
    const target = await openApi(3);
    for (const left of [2, 1, 0]) expect(remainingOf(await world.allows({ target }))).toBe(left);
    await world.refuses({ target }, SPENT);
    const response = await world.ask({ target });
    const problem = expectRefusal(response, SPENT);
    expect(problem.detail).not.toMatch(/127\.0\.0/);
    expect(response.header('retry-after')).toEqual([expect.stringMatching(/^[1-9]\d*$/)]);
    expect(response.header('ratelimit')).toEqual([
      expect.stringMatching(/^"anonymous";r=0;t=\d+$/),
    ]);
    expect(response.header('ratelimit-policy')).toEqual(['"anonymous";q=3;w=3600']);
  });

  it('lets exactly so many through when many come at once [N01 N02]', async () => {
    const target = await openApi(10);
    const answers = await Promise.all(Array.from({ length: 60 }, () => world.ask({ target })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(50);
  });

  it('is not moved by calls with a key, and they are not stopped by it [N04]', async () => {
    const target = await openApi(2);
    const withKey = { target, headers: [`X-API-Key: ${key}`] };
    await world.allows({ target });
    for (let i = 0; i < 5; i += 1)
      expect((await world.allows(withKey)).header('ratelimit')).toEqual([]);
    expect(remainingOf(await world.allows({ target }))).toBe(0);
    await world.refuses({ target }, SPENT);
    await world.allows(withKey);
  });

  it.each<[string, (i: number) => { headers: string[]; from?: string }]>([
    ['X-Forwarded-For', (i) => ({ headers: [`X-Forwarded-For: 198.51.100.${i}`] })],
    ['User-Agent', (i) => ({ headers: [`User-Agent: agent-${i}`] })],
    ['Forwarded', (i) => ({ headers: [`Forwarded: for=198.51.100.${i}`] })],
    ['a cookie', (i) => ({ headers: [`Cookie: a=${i}`] })],
    ['Origin', (i) => ({ headers: [`Origin: https://a${i}.example`] })],
    ['another address', (i) => ({ headers: [], from: `127.0.0.${i + 10}` })],
  ])('is the same whatever a caller changes about itself: %s [N05]', async (_row, other) => {
    const target = await openApi(2);
    for (const i of [1, 2]) await world.allows({ target, ...other(i) });
    for (const i of [3, 4]) await world.refuses({ target, ...other(i) }, SPENT);
  });

  it('is one for the API and all of its aliases', async () => {
    const anonymous = { limit: 2, window_seconds: 3600 };
    await world.createApi('/aliased', { anonymous, path_aliases: ['/aliased_too'] });
    await world.allows({ target: '/aliased/x' });
    await world.allows({ target: '/aliased_too/x' });
    await world.refuses({ target: '/aliased/x' }, SPENT);
    await world.refuses({ target: '/aliased_too/x' }, SPENT);
  });

  it('counts HEAD, ranges and conditions like any call, and no preflight [N07]', async () => {
    const target = await openApi(100);
    const calls = [
      { target, method: 'HEAD' },
      { target, headers: ['Range: bytes=0-1'] },
      { target, headers: ['If-None-Match: "x"'] },
      { target, method: 'OPTIONS' },
    ];
    for (const [i, call] of calls.entries()) {
      expect(remainingOf(await world.ask(call))).toBe(99 - i);
    }
    const preflight = ['Origin: https://a.example', 'Access-Control-Request-Method: GET'];
    const answer = await sendRaw(world.server.port, rawRequest('OPTIONS', target, preflight));
    expect(answer.status).toBe(204);
    expect(remainingOf(await world.allows({ target }))).toBe(95);
  });
});

describe('a credential on a route that needs none', () => {
  const REVOKED = async (): Promise<string> => {
    const { id, key: value } = await world.createKey();
    await world.change('DELETE', `/admin/apps/${world.appId}/api-keys/${id}`);
    return `X-API-Key: ${value}`;
  };

  it.each<[string, number, string, () => Promise<string> | string]>([
    ['unknown', 401, 'api_key_unknown', () => `X-API-Key: ${generateApiKey('ost', 'live')}`],
    ['revoked', 401, 'api_key_revoked', REVOKED],
    ['cut', 401, 'credential_malformed', () => `X-API-Key: ${key.slice(0, -1)}`],
    ['empty', 401, 'credential_malformed', () => 'X-API-Key:'],
    ['empty', 400, 'invalid_request', () => 'Authorization: Bearer'],
    ['empty', 400, 'invalid_request', () => 'Authorization:'],
    ['empty', 401, 'token_malformed', () => 'Apihub-Token:'],
    ['nonsense', 401, 'token_malformed', () => 'Apihub-Token: nonsense'],
    ['nonsense', 401, 'token_malformed', () => 'Authorization: Bearer nonsense'],
    ['Basic', 401, 'scheme_unsupported', () => 'Authorization: Basic YTpi'],
    ['unsigned', 401, 'token_malformed', () => 'Authorization: Bearer eyJhbGciOiJub25lIn0.e30.'],
    ['behind 2000 others', 400, 'invalid_request', () => `${'a:\r\n'.repeat(2000)}X-API-Key: bad`],
  ])(
    'that is %s is refused, never forgotten, and costs no anonymous call [N03]: %s %s',
    async (_row, status, code, line) => {
      const target = await openApi(100);
      await world.allows({ target });
      const headers = [await line()];
      await world.refuses({ target, headers }, { status, code });
      expect(remainingOf(await world.allows({ target }))).toBe(98);
    },
  );
});

describe('what an upstream is told of an anonymous caller', () => {
  it.each([
    'X-Auth-Subject: admin',
    'x-auth-kind: login_token',
    'X-AUTH-ROLES: admin',
    'X_Auth_Roles: admin',
    'x-Auth_Groups: admin',
    'X-Auth-Token: eyJhbGciOiJub25lIn0.e30.',
    'X-Auth-Anything: admin',
    'Remote-User: admin',
    'X-Remote-User: admin',
    'X-Forwarded-User: admin',
    'X-User: admin',
    'X_Forwarded_User: admin',
    'X-Request-Id: req_admin-admin',
    'X-Forwarded-For: admin',
    'X-Real-IP: admin',
    'Forwarded: for=admin',
    'X-Original-URI: /admin',
  ])('is nothing that the caller says: %s [N10 F01 F02]', async (line) => {
    const target = await openApi();
    for (const headers of [
      [line],
      [line, line],
      [line, 'Connection: X-Auth-Kind, X-Auth-App, close'],
    ]) {
      await world.allows({ target, headers });
      const seen = world.recorder.last();
      expect(JSON.stringify(seen.rawHeaders)).not.toContain('admin');
      expect(seen.header('x-auth-kind')).toEqual(['anonymous']);
      expect(seen.header('x-auth-app')).toEqual(['app_anonymous']);
      expect(seen.header('x-auth-roles').join('')).toBe('');
    }
  });

  it('is nothing on a route that is not for anonymous callers: it sees no call [N11]', async () => {
    await world.createApi('/closed');
    await world.refuses({ target: '/closed/x' }, { status: 401, code: 'credential_missing' });
    await world.refuses({ target: '/credential' }, { status: 401, code: 'credential_missing' });
  });
});
