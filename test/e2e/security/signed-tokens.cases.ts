import { beforeAll, describe, expect, it } from 'vitest';
import { encodePart, epochSeconds, hmac, makeJws, type Members } from '../../harness/jws.js';
import type { Ask, CreatedAccessKey } from '../../harness/world.js';
import { world } from './shared-world.js';

const refusal = (code: string, status = 401): { status: number; code: string } => ({
  status,
  code,
});
const MALFORMED = refusal('token_malformed');
const BAD_MAC = refusal('token_signature_invalid');

let pair: CreatedAccessKey;
let other: CreatedAccessKey;

beforeAll(async () => {
  await world.createApi('/signed');
  pair = await world.createAccessKey();
  other = await world.createAccessKey({}, await world.createApp());
});

const HEADER = { alg: 'HS256', typ: 'JWT' };
const appClaims = (claims: Members = {}, of = pair): Members => ({
  iss: of.ak,
  sub: of.ak,
  typ: 'app_token',
  iat: epochSeconds(),
  exp: epochSeconds(600),
  ...claims,
});
const personClaims = (claims: Members = {}, of = pair): Members =>
  appClaims({ sub: 'user-1', typ: 'person_token', ...claims }, of);
const signed = (claims: Members, of = pair, header: Members = HEADER): string =>
  makeJws(header, claims, hmac(of.sk));
const showing = (token: string, target = '/signed/x'): Ask => ({
  target,
  headers: [`Apihub-Token: ${token}`],
});

describe('the lifetime of a signed token', () => {
  it('may be 7200 seconds and no second more [A01]', async () => {
    const iat = epochSeconds(-100);
    await world.allows(showing(signed(appClaims({ iat, exp: iat + 7200 }))));
    const problem = await world.refuses(
      showing(signed(appClaims({ iat, exp: iat + 7201 }))),
      refusal('token_lifetime_exceeded'),
    );
    expect(problem.detail).toContain('7201');
  });

  it('is that from iat to exp, not what is left of it [A04]', async () => {
    const claims = appClaims({ iat: epochSeconds(-315_360_000), exp: epochSeconds(60) });
    await world.refuses(showing(signed(claims)), refusal('token_lifetime_exceeded'));
  });

  it('does not begin in the future [A03]', async () => {
    for (const iat of [epochSeconds(20), epochSeconds(3600)]) {
      const claims = appClaims({ iat, exp: iat + 3600 });
      await world.refuses(showing(signed(claims)), refusal('token_not_yet_valid'));
    }
  });

  it.each<[string, () => Members]>([
    ['no iat', () => ({ iat: undefined })],
    ['no exp', () => ({ exp: undefined })],
    ['neither', () => ({ iat: undefined, exp: undefined })],
    ['an exp in milliseconds', () => ({ exp: epochSeconds(60) * 1000 })],
    ['an exp before its iat', () => ({ exp: epochSeconds(-100), iat: epochSeconds(-50) })],
    ['an exp that is its iat', () => ({ exp: epochSeconds(), iat: epochSeconds() })],
  ])('is not accepted with %s [A02 A05 A24]', async (_row, claims) => {
    await world.refuses(showing(signed(appClaims(claims()))), MALFORMED);
  });

  it('may be used up a hundred times over [A20]', async () => {
    const token = signed(appClaims());
    const answers = await Promise.all(Array.from({ length: 100 }, () => world.ask(showing(token))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('the access key that a signed token names', () => {
  it('is the one that signed it, or nobody [A06]', async () => {
    const victim = signed(appClaims({}, other), other);
    await world.allows(showing(victim));
    for (let i = 0; i < 20; i += 1) {
      await world.refuses(showing(signed(appClaims({ nonce: i }, other), pair)), BAD_MAC);
    }
    await world.allows(showing(victim));
    await world.allows(showing(signed(appClaims({ fresh: 1 }, other), other)));
  });

  it('cannot be exchanged under a signature that was good [A07]', async () => {
    const [header, , mac] = signed(appClaims()).split('.');
    for (const claims of [
      appClaims({}, other),
      personClaims(),
      appClaims({ exp: epochSeconds(700) }),
    ]) {
      await world.refuses(showing(`${header}.${encodePart(claims)}.${mac}`), BAD_MAC);
    }
  });

  it.each<[string, (ak: string) => unknown]>([
    ['missing', () => undefined],
    ['empty', () => ''],
    ['a list', (ak) => [ak]],
    ['a number', () => 7],
    ['followed by a space', (ak) => `${ak} `],
    ['followed by a line break', (ak) => `${ak}\n`],
    ['in other case', (ak) => ak.toUpperCase()],
    ['__proto__', () => '__proto__'],
    ['the id of the access key', () => pair.id],
    ['the SK', () => pair.sk],
    ['SQL', () => "ak_' OR 1=1--"],
    ['cut', (ak) => ak.slice(0, -1)],
  ])('is not found when iss is %s [A08]', async (_row, iss) => {
    const issuer = iss(pair.ak);
    const isText = typeof issuer === 'string' && issuer !== '';
    await world.refuses(
      showing(signed(appClaims({ iss: issuer }))),
      isText ? refusal('access_key_unknown') : MALFORMED,
    );
  });

  it('is not another one by the case of its letters [A08]', async () => {
    const body = pair.ak.slice(3);
    const swapped = [...body].map((c) =>
      c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase(),
    );
    const iss = `ak_${swapped.join('')}`;
    await world.refuses(
      showing(signed(appClaims({ iss, sub: iss }))),
      refusal('token_signature_invalid'),
    );
  });

  it('is named once: a kid of another is refused [A09]', async () => {
    await world.refuses(
      showing(signed(appClaims(), pair, { ...HEADER, kid: other.ak })),
      MALFORMED,
    );
    await world.allows(showing(signed(appClaims(), pair, { ...HEADER, kid: pair.ak })));
  });

  it.each<[string, (sk: string) => string | Buffer]>([
    ['hexadecimal', (sk) => Buffer.from(sk.slice(3), 'hex')],
    ['base64', (sk) => Buffer.from(sk, 'base64')],
    ['base64url', (sk) => Buffer.from(sk.slice(3), 'base64url')],
    ['itself in base64', (sk) => Buffer.from(sk).toString('base64')],
    ['text without its prefix', (sk) => sk.slice(3)],
    ['lower case', (sk) => sk.toLowerCase()],
    ['text with a line break', (sk) => `${sk}\n`],
    ['nothing', () => ''],
    ['the AK', () => pair.ak],
  ])('does not sign with its SK read as %s [A18]', async (_row, key) => {
    await world.refuses(showing(makeJws(HEADER, appClaims(), hmac(key(pair.sk)))), BAD_MAC);
  });

  it.each([
    ['HS384', 'sha384'],
    ['HS512', 'sha512'],
    ['HS256', 'sha384'],
    ['HS256', 'sha1'],
  ])('signs with HS256 only, not with %s over %s [A19]', async (alg, hash) => {
    const token = makeJws({ ...HEADER, alg }, appClaims(), hmac(pair.sk, hash));
    await world.refuses(showing(token), alg === 'HS256' ? BAD_MAC : MALFORMED);
  });
});

describe('what a signed token says of itself', () => {
  it.each([undefined, 'APP_TOKEN', ['app_token'], 'app_token ', '', 'login_token', 7, null])(
    'is refused with the claim typ %j [A11]',
    async (typ) => {
      await world.refuses(showing(signed(appClaims({ typ }))), refusal('token_wrong_type'));
    },
  );

  it.each(['at+jwt', 'login+jwt', 'JWE', 7, ''])(
    'is refused with the header typ %j [A11 J18]',
    async (typ) => {
      const token = signed(appClaims(), pair, { ...HEADER, typ });
      await world.refuses(showing(token), refusal('token_wrong_type'));
    },
  );

  it.each<[string, unknown]>([
    ['missing', undefined],
    ['empty', ''],
    ['a number', 7],
    ['257 characters', 'x'.repeat(257)],
    ['with a control character', 'a\u0007b'],
    ['with a line break', 'a\nX-Auth-Roles: admin'],
    ['with a NUL', 'a\u0000b'],
    ['with half a pair', 'a\ud800b'],
    ['an object', { id: 1 }],
    ['a list', ['u']],
  ])('names no person by a sub that is %s [A12 J21]', async (_row, sub) => {
    await world.refuses(showing(signed(personClaims({ sub }))), MALFORMED);
  });

  it.each<[string, unknown]>([
    ['a text', 'admin'],
    ['an object', { admin: true }],
    ['a list of numbers', [1]],
    ['a list of lists', [['admin']]],
    ['with a line break', ['a\nb']],
    ['null', null],
  ])('asserts no roles and no groups that are %s [J25 A12]', async (_row, names) => {
    await world.refuses(showing(signed(personClaims({ roles: names }))), MALFORMED);
    await world.refuses(showing(signed(personClaims({ groups: names }))), MALFORMED);
  });

  it('reaches the API as asserted, and means nothing to Ostiary itself [A13]', async () => {
    const roles = ['admin', 'a,b', 'größe'];
    const token = signed(personClaims({ sub: 'usr 1', roles, groups: ['g'], scope: '*' }));
    await world.allows(showing(token));
    const { last } = world.recorder;
    expect(last().header('x-auth-kind')).toEqual(['person_token']);
    expect(last().header('x-auth-subject')).toEqual(['usr%201']);
    expect(last().header('x-auth-roles')).toEqual(['admin,a%2Cb,gr%C3%B6%C3%9Fe']);
    expect(last().header('x-auth-groups')).toEqual(['g']);
    expect(last().header('x-auth-scopes').join('')).toBe('');
    expect(last().header('x-auth-app')).toEqual([pair.appId]);
    expect(last().header('apihub-token')).toEqual([]);
    for (const target of ['/admin/users', '/admin/apps', '/admin/apis']) {
      await world.refuses(showing(token, target), refusal('credential_kind_not_accepted'));
    }
  });

  it('is an app or a person, never an app with a person’s roles [A14]', async () => {
    await world.refuses(showing(signed(appClaims({ sub: 'user-1' }))), MALFORMED);
    await world.allows(showing(signed(appClaims({ roles: ['admin'], groups: ['staff'] }))));
    const { last } = world.recorder;
    expect(last().header('x-auth-kind')).toEqual(['app_token']);
    expect(last().header('x-auth-subject')).toEqual([pair.ak]);
    expect([...last().header('x-auth-roles'), ...last().header('x-auth-groups')].join('')).toBe('');
  });

  it('does not create an account for a person [A12]', async () => {
    const users = async (): Promise<unknown> =>
      (await world.server.admin('GET', '/admin/users')).body;
    const before = await users();
    await world.allows(showing(signed(personClaims({ sub: 'somebody-new' }))));
    expect(await users()).toEqual(before);
  });
});
