import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { epochSeconds, makeJws, type Members, readJws, signature } from '../../harness/jws.js';
import { ownKey } from '../../harness/own-keys.js';
import { ANY, openTokenKinds, type TokenKind, type TokenKinds } from '../../harness/token-kinds.js';
import { type Ask, JSON_BODY } from '../../harness/world.js';
import { world } from './shared-world.js';

const refusal = (...code: string[]): { status: number; code: string[] } => ({ status: 401, code });
const MALFORMED = refusal('token_malformed');

let kinds: TokenKinds;

beforeAll(async () => {
  kinds = await openTokenKinds(world);
});

const showing = (kind: TokenKind, token: string): Ask => ({
  target: ANY,
  headers: [kind.line(token)],
});

const OWN = ['login', 'access'] as const;
const ALL = ['login', 'access', 'app', 'person'] as const;
const NO_TIMES: [string, unknown][] = [
  ['missing', undefined],
  ['a text', '1795132800'],
  ['null', null],
  ['a list', [1]],
  ['a fraction', epochSeconds(60) + 0.5],
  ['1e99', 1e99],
  ['negative', -1],
  ['in milliseconds', epochSeconds(60) * 1000],
  ['true', true],
];

describe.each(ALL)('the times of a token, rightly signed: %s', (name) => {
  const kind = (): TokenKind => kinds[name];

  it.each(NO_TIMES)('an exp that is %s is refused [J13 A02 A05]', async (_row, exp) => {
    await world.refuses(showing(kind(), kind().with({ exp })), MALFORMED);
  });

  it.each(NO_TIMES)('an iat that is %s is refused [J15 A02]', async (_row, iat) => {
    await world.refuses(showing(kind(), kind().with({ iat })), MALFORMED);
  });

  it.each(NO_TIMES.slice(1))('an nbf that is %s is refused [J14]', async (_row, nbf) => {
    await world.refuses(showing(kind(), kind().with({ nbf })), MALFORMED);
  });

  it('are held to with a leeway of 15 seconds [J12 J14 J15 A03]', async () => {
    const at = (claims: Members): string => kind().with({ iat: epochSeconds(-60), ...claims });
    await world.refuses(showing(kind(), at({ exp: epochSeconds(-20) })), refusal('token_expired'));
    await world.allows(showing(kind(), at({ exp: epochSeconds(-10) })));
    const early = refusal('token_not_yet_valid');
    const problem = await world.refuses(
      showing(kind(), at({ iat: epochSeconds(20), exp: epochSeconds(60) })),
      early,
    );
    expect(problem.detail).toMatch(/(?:19|20|21) s/);
    await world.refuses(
      showing(kind(), at({ nbf: epochSeconds(20), exp: epochSeconds(60) })),
      early,
    );
    await world.allows(
      showing(kind(), at({ iat: epochSeconds(10), nbf: epochSeconds(10), exp: epochSeconds(60) })),
    );
  });
});

describe.each(OWN)('a claim of ours, rightly signed: %s', (name) => {
  const kind = (): TokenKind => kinds[name];
  const withAudience = (aud: unknown): Ask => showing(kind(), kind().with({ aud }));

  it.each<[string, (ours: string) => unknown]>([
    ['missing', () => undefined],
    ['another', () => 'https://api.example'],
    ['the beginning of ours', (ours) => ours.slice(0, -1)],
    ['longer than ours', (ours) => `${ours}0`],
    ['ours with a slash', (ours) => `${ours}/`],
    ['ours in capitals', (ours) => ours.toUpperCase()],
    ['ours with other software’s host', (ours) => ours.replace('localhost', '127.0.0.1')],
    ['an empty list', () => []],
    ['a list of others', () => ['https://api.example']],
    ['an object', () => ({})],
    ['a list with a number', (ours) => [ours, 7]],
    ['empty', () => ''],
  ])('an aud that is %s is refused [J16 J12]', async (_row, aud) => {
    await world.refuses(withAudience(aud(world.publicUrl)), refusal('token_wrong_audience'));
  });

  it('an aud that names us among others is accepted [J16]', async () => {
    await world.allows(withAudience([world.publicUrl, 'https://api.example']));
  });

  it.each<[string, (ours: string) => unknown]>([
    ['missing', () => undefined],
    ['https', (ours) => ours.replace('http:', 'https:')],
    ['ours with a slash', (ours) => `${ours}/`],
    ['in capitals', (ours) => ours.toUpperCase()],
    ['a list', (ours) => [ours]],
    ['an AK', () => kinds.app.claims()['iss']],
    ['null', () => null],
  ])('an iss that is %s is refused [J17 J12]', async (_row, iss) => {
    const token = kind().with({ iss: iss(world.publicUrl) });
    await world.refuses(showing(kind(), token), refusal('token_wrong_issuer'));
  });

  it.each(['sub', 'jti', name === 'login' ? 'sid' : 'client_id'])(
    'a %s that is no text of 1 to 256 characters is refused [J21]',
    async (claim) => {
      for (const value of [undefined, 7, {}, ['x'], '', 'x'.repeat(257), null]) {
        await world.refuses(showing(kind(), kind().with({ [claim]: value })), MALFORMED);
      }
    },
  );

  it.each(['sub', name === 'login' ? 'sid' : 'client_id', ...(name === 'access' ? ['jti'] : [])])(
    'a %s of somebody else ends where the state of the token is read [J21]',
    async (claim) => {
      for (const value of [
        'x',
        '../1',
        "' OR 1=1--",
        '__proto__',
        'usr_00000000000000000000000000',
      ]) {
        const token = kind().with({ [claim]: value });
        await world.refuses(showing(kind(), token), refusal('token_revoked'));
      }
    },
  );

  it.each(['JWT', 'jwt', undefined, '', 'logout+jwt', 'id_token', 'at+jwt ', ['at+jwt'], 7])(
    'a typ that is %j is refused [J18]',
    async (typ) => {
      await world.refuses(showing(kind(), kind().with({}, { typ })), refusal('token_wrong_type'));
    },
  );

  it('the other kind’s typ does not make it the other kind [J18]', async () => {
    const typ = name === 'login' ? 'at+jwt' : 'login+jwt';
    await world.refuses(showing(kind(), kind().with({}, { typ })), MALFORMED);
  });
});

describe('the scopes and roles that a token claims', () => {
  it.each([
    ['read', 'admin:*'],
    { a: 1 },
    'admin:* ',
    ' admin:*',
    'read,admin:*',
    'a  b',
    7,
    null,
    'a\tb',
  ])('a scope that is %j is no scope [J25]', async (scope) => {
    const expected =
      scope === 'read,admin:*'
        ? { status: 403, code: 'insufficient_scope', scope: 'admin:users' }
        : MALFORMED;
    const ask = { ...showing(kinds.access, kinds.access.with({ scope })), target: '/admin/users' };
    await world.refuses(ask, expected);
  });

  it('are not taken from the claims of a login token: the user’s own count [J25]', async () => {
    const { id, password } = await world.createUser('claims', { roles: ['editor'] });
    const { token } = await world.login('claims', password);
    const claims = { roles: ['admin'], scope: 'admin:*', groups: ['x'] };
    const forged = kinds.login.sign(kinds.login.header, { ...readJws(token).claims, ...claims });
    await world.refuses(
      { target: '/admin/users', headers: [kinds.login.line(forged)] },
      {
        status: 403,
        code: 'role_required',
      },
    );
    const { body } = await world.allows({
      target: '/profile',
      headers: [kinds.login.line(forged)],
    });
    expect(JSON.parse(body)).toMatchObject({
      principal: { subject: id, roles: ['editor'], groups: [], scopes: [] },
    });
  });

  it.each(['{"roles":["admin"]}', '{"constructor":{"prototype":{"roles":["admin"]}}}'])(
    'are not found on a prototype: %s [J22]',
    async (members) => {
      for (const kind of [kinds.person, kinds.login]) {
        const claims = { ...kind.claims(), roles: undefined };
        const json = JSON.stringify(claims).slice(0, -1);
        const payload = `${json},"__proto__":${members},"constructor":{"prototype":${members}}}`;
        const ask = { target: '/profile', headers: [kind.line(kind.sign(kind.header, payload))] };
        const { body } = await world.allows(ask);
        const roles = kind === kinds.login ? ['admin'] : [];
        expect(JSON.parse(body)).toMatchObject({ principal: { roles, groups: [] } });
      }
      const { body } = await world.allows({
        target: '/profile',
        headers: [kinds.app.line(kinds.app.with({}))],
      });
      expect(JSON.parse(body)).toMatchObject({ principal: { roles: [] } });
    },
  );
});

describe('a token far too large', () => {
  it('is refused before it arrives, let alone is parsed [J23]', async () => {
    const ask = { method: 'POST', target: '/login/refresh' };
    const headers = [...JSON_BODY, 'Content-Length: 5000000'];
    await world.refuses({ ...ask, headers }, { status: 413, code: 'payload_too_large' });
    const body = JSON.stringify({ refresh_token: 'x'.repeat(257) });
    const invalid = { status: 400, code: 'invalid_request' };
    await world.refuses({ ...ask, headers: JSON_BODY, body }, invalid);
  });
});

describe('a key of our own set', () => {
  const idToken = (): ReturnType<typeof ownKey> => ownKey(world.server, 'id_token');

  it('verifies only what it is for: an ID token opens nothing [J11 J18]', async () => {
    const { kid, privateKey } = idToken();
    const header = { ...kinds.login.header, alg: 'RS256', kid };
    for (const typ of ['JWT', 'login+jwt', 'at+jwt']) {
      const token = makeJws({ ...header, typ }, kinds.login.claims(), (input) =>
        sign('sha256', Buffer.from(input), privateKey),
      );
      await world.refuses(showing(kinds.login, token), { status: 401, code: 'token_wrong_type' });
    }
  });

  it('verifies only with its own algorithm [J11]', async () => {
    const { kid, privateKey } = idToken();
    const rsa = (header: Members): string =>
      makeJws(header, kinds.login.claims(), (input) =>
        sign('sha256', Buffer.from(input), privateKey),
      );
    const tokens = [
      rsa({ ...kinds.login.header, alg: 'RS256' }),
      rsa({ ...kinds.login.header }),
      kinds.login.with({}, { kid }),
      kinds.login.with({}, { kid, alg: 'RS256' }),
    ];
    const refusal = { status: 401, code: ['token_signature_invalid', 'token_wrong_type'] };
    for (const token of tokens) await world.refuses(showing(kinds.login, token), refusal);
  });

  it('has to be named: the only one of its kind is not guessed [J07]', async () => {
    for (const kind of [kinds.login, kinds.access]) {
      await world.refuses(
        showing(kind, kind.with({}, { kid: undefined })),
        refusal('token_signature_invalid'),
      );
    }
  });

  it('is not anybody else’s: the same claims signed by another are refused', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const token = makeJws(kinds.login.header, kinds.login.claims(), signature(privateKey));
    await world.refuses(showing(kinds.login, token), {
      status: 401,
      code: 'token_signature_invalid',
    });
  });
});
