import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateAccessKeyPair } from '../../src/kernel/key-format.js';
import { AccessKeySecret } from '../../src/modules/access-keys/access-key-secret.entity.js';
import type { AccessKeyRecord, NewAccessKey } from '../../src/modules/access-keys/index.js';
import { startPostgres, type PostgresServer } from '../harness/postgres.js';
import { openCredentials, outcomeOf, START, type Credentials } from './credentials.fixture.js';

const INPUT: NewAccessKey = {
  name: 'Back end',
  tokenTypes: ['app_token', 'person_token'],
  assertableRoles: null,
  scopes: ['weather'],
  ipAllowlist: null,
  originAllowlist: null,
};
const HEADER = { alg: 'HS256', typ: 'JWT' };
const base64url = (value: object): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

function sign(claims: object, key: string | Buffer, header: object = HEADER, hash = 'sha256') {
  const input = `${base64url(header)}.${base64url(claims)}`;
  return `${input}.${createHmac(hash, key).update(input).digest('base64url')}`;
}

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe.each(['SQLite', 'Postgres'])('on %s', (dialect) => {
  let world: Credentials;
  let ownerId: string;
  let appId: string;
  let accessKey: AccessKeyRecord;
  let ak: string;
  let sk: string;
  let sequence = 0;

  beforeAll(async () => {
    world = await openCredentials(dialect === 'Postgres' ? postgres.url : undefined);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.time = START;
    const username = `owner${(sequence += 1)}`;
    ownerId = (await world.users.create({ username, password: null, roles: [], groups: [] })).id;
    appId = (await world.apps.create({ name: 'Hub', description: null, ownerId })).id;
    ({ accessKey, sk } = await world.accessKeys.create(appId, INPUT));
    ak = accessKey.ak;
    world.published.length = 0;
  });

  const appClaims = (changes: object = {}) => {
    const iat = Math.floor(world.clock.now() / 1000);
    return { sub: ak, iss: ak, typ: 'app_token', iat, exp: iat + 600, ...changes };
  };
  const personClaims = (changes: object = {}) =>
    appClaims({ typ: 'person_token', sub: 'user-7', ...changes });
  const verify = (token: string) => outcomeOf(world.signedTokens.verify(token));
  const refusalOf = (token: string) =>
    world.signedTokens.verify(token).catch((error: unknown) => error);

  describe('a good token', () => {
    it('of an app says which app it is', async () => {
      const claims = appClaims({ roles: ['admin'], groups: ['staff'], scope: 'admin:*' });
      expect(await world.signedTokens.verify(sign(claims, sk))).toEqual({
        principal: {
          kind: 'app_token',
          subject: ak,
          appId,
          credentialId: accessKey.id,
          scopes: ['weather'],
          roles: [],
          groups: [],
          expiresAt: START + 600_000,
        },
        ownerId,
        ipAllowlist: null,
        originAllowlist: null,
        limits: { credential: null, owner: null, app: null },
        audiences: null,
        validUntil: START + 615_000,
        jkt: null,
        lineage: { secret: expect.stringMatching(/^sec_/), parentDigest: null },
        tags: [`access_key:${accessKey.id}`, `app:${appId}`, `user:${ownerId}`],
      });
    });

    it('of a person says who the app says it is', async () => {
      const claims = personClaims({ roles: ['reader'], groups: ['staff'] });
      expect((await world.signedTokens.verify(sign(claims, sk))).principal).toMatchObject({
        kind: 'person_token',
        subject: 'user-7',
        appId,
        credentialId: accessKey.id,
        roles: ['reader'],
        groups: ['staff'],
      });
    });

    it('costs no statement while its access key is warm', async () => {
      await world.signedTokens.verify(sign(appClaims(), sk));
      const before = world.statements.count;
      for (let count = 0; count < 5; count += 1) {
        await world.signedTokens.verify(sign(personClaims({ sub: `user-${count}` }), sk));
      }
      expect(world.statements.count).toBe(before);
    });

    it('costs one statement otherwise', async () => {
      const before = world.statements.count;
      await world.signedTokens.verify(sign(appClaims(), sk));
      expect(world.statements.count - before).toBe(1);
    });

    it('may name its key, and may leave typ out of the header', async () => {
      expect(await verify(sign(appClaims(), sk, { ...HEADER, kid: ak }))).toBe('ok');
      expect(await verify(sign(appClaims(), sk, { alg: 'HS256' }))).toBe('ok');
    });

    it('works a hundred times', async () => {
      const token = sign(appClaims(), sk);
      const outcomes = await Promise.all(Array.from({ length: 100 }, () => verify(token)));
      expect(new Set(outcomes)).toEqual(new Set(['ok']));
    });
  });

  describe('before the signature is proved', () => {
    it.each([
      'HS384',
      'HS512',
      'RS256',
      'EdDSA',
      'none',
      'None',
      'hs256',
      '',
      undefined,
      ['HS256'],
    ])('refuses alg %j', async (alg) => {
      for (const hash of ['sha256', 'sha384', 'sha512']) {
        expect(await verify(sign(appClaims(), sk, { ...HEADER, alg }, hash))).toBe(
          'token_malformed',
        );
      }
    });

    it('names a well-known algorithm and repeats no other text', async () => {
      expect(await refusalOf(sign(appClaims(), sk, { alg: 'RS256' }))).toMatchObject({
        detail: expect.stringContaining('signed with RS256'),
      });
      const refusal = await refusalOf(sign(appClaims(), sk, { alg: '<script>' }));
      expect(refusal).toMatchObject({ detail: expect.not.stringContaining('script') });
    });

    it('refuses every iss that is not exactly an AK, without a statement', async () => {
      const issuers = [undefined, '', [ak], 7, `${ak} `, ` ${ak}`, `${ak}\n`, '__proto__', sk, {}];
      const before = world.statements.count;
      for (const iss of issuers) {
        expect(await verify(sign(appClaims({ iss }), sk))).toBe(
          typeof iss === 'string' && iss !== '' ? 'access_key_unknown' : 'token_malformed',
        );
      }
      expect(world.statements.count).toBe(before);
    });

    it('compares the AK case by case', async () => {
      const swapped = ak.replace(/[a-zA-Z](?=[^a-zA-Z]*$)/, (letter) =>
        letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
      );
      expect(await verify(sign(appClaims({ iss: swapped, sub: swapped }), sk))).toBe(
        'token_signature_invalid',
      );
    });

    it.each(['../../dev/null', "' OR 1=1--", 7, ['x'], '__proto__', 'a\0', ''])(
      'refuses the kid %j',
      async (kid) => {
        expect(await verify(sign(appClaims(), sk, { ...HEADER, kid }))).toBe('token_malformed');
      },
    );

    it('refuses a kid that names another access key', async () => {
      const other = await world.accessKeys.create(appId, INPUT);
      const header = { ...HEADER, kid: other.accessKey.ak };
      expect(await verify(sign(appClaims(), sk, header))).toBe('token_malformed');
      expect(await verify(sign(appClaims(), other.sk, header))).toBe('token_malformed');
    });

    it('refuses an AK that nobody has', async () => {
      const pair = generateAccessKeyPair();
      const claims = appClaims({ iss: pair.ak, sub: pair.ak });
      expect(await verify(sign(claims, pair.sk))).toBe('token_signature_invalid');
    });

    it('refuses the name of one access key with the secret of another', async () => {
      const other = await world.accessKeys.create(appId, INPUT);
      expect(await verify(sign(appClaims(), other.sk))).toBe('token_signature_invalid');
    });

    it('refuses a signature that was moved to other claims', async () => {
      const other = await world.accessKeys.create(appId, INPUT);
      const [header, , signature] = sign(appClaims(), sk).split('.');
      const claims = appClaims({ iss: other.accessKey.ak, sub: other.accessKey.ak });
      expect(await verify([header, base64url(claims), signature].join('.'))).toBe(
        'token_signature_invalid',
      );
    });

    it('refuses a signature that is empty, shorter or longer', async () => {
      const [header, claims, signature = ''] = sign(appClaims(), sk).split('.');
      const bytes = Buffer.from(signature, 'base64url');
      const wrong = [bytes.subarray(0, 31), Buffer.concat([bytes, Buffer.from([0])])];
      for (const candidate of wrong) {
        const token = [header, claims, candidate.toString('base64url')].join('.');
        expect(await verify(token)).toBe('token_signature_invalid');
      }
      expect(await verify(`${header}.${claims}.`)).toBe('token_malformed');
      expect(await verify(`${header}.${claims}.${signature}\n`)).toBe('token_malformed');
    });

    it('refuses keys that anybody could have', async () => {
      for (const key of ['', ak, 'null', 'undefined', appId, accessKey.id]) {
        const refusal = await refusalOf(sign(appClaims(), key));
        expect(refusal).toMatchObject({ code: 'token_signature_invalid', status: 401 });
      }
    });

    it('says nothing of the state of an access key', async () => {
      await world.accessKeys.revoke(appId, accessKey.id);
      const wrong = sign(appClaims({ iat: 1, exp: 2 }), generateAccessKeyPair().sk);
      expect(await verify(wrong)).toBe('token_signature_invalid');
    });
  });

  describe('a client that misreads the SK', () => {
    const cases: [string, (text: string) => string | Buffer, RegExp][] = [
      ['base64-decodes it', (text) => Buffer.from(text, 'base64url'), /base64-decodes/],
      [
        'base64-decodes it and skips the underscore',
        (text) => Buffer.from(text.replaceAll('_', ''), 'base64'),
        /base64-decodes/,
      ],
      [
        'base64-decodes it and drops the rest',
        (text) => Buffer.from(text.replaceAll('_', '').slice(0, 48), 'base64'),
        /base64-decodes/,
      ],
      ['base64-encodes it', (text) => Buffer.from(text).toString('base64'), /base64 encoding/],
      ['reads it with a line break', (text) => `${text}\n`, /line break/],
      ['cuts its beginning off', (text) => text.slice(3), /without its beginning/],
      ['puts it in quotation marks', (text) => `"${text}"`, /quotation marks/],
    ];

    it.each(cases)('and %s is refused, and told so', async (_what, misread, hint) => {
      expect(await refusalOf(sign(appClaims(), misread(sk)))).toMatchObject({
        code: 'token_signature_invalid',
        hint: expect.stringMatching(hint),
      });
    });

    it('is told nothing by which another could learn of the SK', async () => {
      const other = generateAccessKeyPair().sk;
      for (const [, misread] of cases) {
        expect(await refusalOf(sign(appClaims(), misread(other)))).toMatchObject({
          hint: expect.stringMatching(/^Compare both/),
        });
      }
    });
  });

  describe('an access key that may not', () => {
    it('sign a type of token refuses it', async () => {
      await world.accessKeys.update(appId, accessKey.id, { tokenTypes: ['app_token'] });
      expect(await refusalOf(sign(personClaims(), sk))).toMatchObject({
        code: 'token_type_not_allowed',
        status: 403,
      });
      expect(await verify(sign(appClaims(), sk))).toBe('ok');
      await world.accessKeys.update(appId, accessKey.id, { tokenTypes: ['person_token'] });
      expect(await verify(sign(appClaims(), sk))).toBe('token_type_not_allowed');
      expect(await verify(sign(personClaims(), sk))).toBe('ok');
    });

    it('assert a role refuses it, and does not say which it may', async () => {
      await world.accessKeys.update(appId, accessKey.id, { assertableRoles: ['reader'] });
      expect(await verify(sign(personClaims({ roles: ['reader'] }), sk))).toBe('ok');
      expect(await verify(sign(personClaims(), sk))).toBe('ok');
      const refusal = await refusalOf(sign(personClaims({ roles: ['reader', 'admin'] }), sk));
      expect(refusal).toMatchObject({
        code: 'assertion_not_allowed',
        status: 403,
        detail: expect.stringContaining('position 2'),
      });
      expect(JSON.stringify(refusal)).not.toContain('reader');
    });

    it('be used any more says since when', async () => {
      const token = sign(appClaims(), sk);
      expect(await verify(token)).toBe('ok');
      await world.accessKeys.update(appId, accessKey.id, { enabled: false });
      expect(await verify(token)).toBe('access_key_revoked');
      await world.accessKeys.update(appId, accessKey.id, { enabled: true });
      expect(await verify(token)).toBe('ok');
      await world.accessKeys.revoke(appId, accessKey.id);
      expect(await refusalOf(token)).toMatchObject({
        code: 'access_key_revoked',
        detail: 'This access key was revoked at 2026-11-20T08:00:00.000Z.',
      });
      const again = world.accessKeys.update(appId, accessKey.id, { enabled: true });
      expect(await outcomeOf(again)).toBe('conflict');
    });

    it('be used with its app or its owner is refused at once, and is like any other after them', async () => {
      const token = sign(appClaims(), sk);
      expect(await verify(token)).toBe('ok');
      await world.apps.update(appId, { enabled: false });
      expect(await verify(token)).toBe('app_disabled');
      await world.apps.update(appId, { enabled: true });
      await world.users.update(ownerId, { enabled: false });
      expect(await verify(token)).toBe('user_disabled');
      await world.users.remove(ownerId);
      expect(await verify(token)).toBe('token_signature_invalid');
    });
  });

  describe('claims', () => {
    it('are checked after the signature', async () => {
      const cases: [object, string][] = [
        [{ exp: world.clock.now() / 1000 + 7201 }, 'token_lifetime_exceeded'],
        [{ typ: 'at' }, 'token_wrong_type'],
        [{ iat: undefined }, 'token_malformed'],
      ];
      for (const [changes, code] of cases) {
        expect(await verify(sign(appClaims(changes), sk))).toBe(code);
        const forged = sign(appClaims(changes), generateAccessKeyPair().sk);
        expect(await verify(forged)).toBe('token_signature_invalid');
      }
    });

    it('end a token at its exp plus the leeway', async () => {
      const token = sign(appClaims(), sk);
      world.clock.time = START + 614_999;
      expect(await verify(token)).toBe('ok');
      world.clock.time = START + 615_000;
      expect(await verify(token)).toBe('token_expired');
    });
  });

  describe('a rotation', () => {
    it('keeps id and AK, and the old SK exactly for the overlap', async () => {
      const rotated = await world.accessKeys.rotate(appId, accessKey.id, 60);
      expect(rotated.accessKey).toMatchObject({ id: accessKey.id, ak });
      expect(rotated.sk).not.toBe(sk);
      const claims = appClaims();
      const { validUntil } = await world.signedTokens.verify(sign(claims, sk));
      expect(validUntil).toBe(START + 60_000);
      world.clock.time = START + 59_999;
      expect(await verify(sign(claims, sk))).toBe('ok');
      expect(await verify(sign(claims, rotated.sk))).toBe('ok');
      world.clock.time = START + 60_000;
      expect(await refusalOf(sign(claims, sk))).toMatchObject({
        code: 'access_key_revoked',
        detail: expect.stringContaining('replaced by a newer one'),
      });
      expect(await verify(sign(claims, rotated.sk))).toBe('ok');
    });

    it('works on a warm access key at once', async () => {
      await world.signedTokens.verify(sign(appClaims(), sk));
      const rotated = await world.accessKeys.rotate(appId, accessKey.id, 0);
      expect(await verify(sign(appClaims(), rotated.sk))).toBe('ok');
      expect(await verify(sign(appClaims(), sk))).toBe('access_key_revoked');
    });

    it('leaves two SKs live, never three', async () => {
      const second = await world.accessKeys.rotate(appId, accessKey.id, 600);
      const third = await world.accessKeys.rotate(appId, accessKey.id, 600);
      expect(third.accessKey.secrets).toHaveLength(2);
      expect(await verify(sign(appClaims(), sk))).toBe('access_key_revoked');
      expect(await verify(sign(appClaims(), second.sk))).toBe('ok');
      expect(await verify(sign(appClaims(), third.sk))).toBe('ok');
    });
  });

  describe('at rest', () => {
    const secrets = () => world.database.manager.getRepository(AccessKeySecret);
    const sealedOf = async (id: string): Promise<string> =>
      (await secrets().findOneByOrFail({ accessKeyId: id })).sealedSecret;
    const reseal = async (id: string, sealedSecret: string): Promise<void> => {
      await secrets().update({ accessKeyId: id }, { sealedSecret });
      world.events.publish(`access_key:${id}`);
    };

    it('the SK is not readable, and is not shown again', async () => {
      const rows = JSON.stringify(
        await world.dataSource.query('SELECT * FROM access_keys, access_key_secrets'),
      );
      const shown = JSON.stringify([
        await world.accessKeys.get(appId, accessKey.id),
        await world.accessKeys.list(appId, 50, null),
      ]);
      for (const form of [sk, sk.slice(6, 40), Buffer.from(sk).toString('base64')]) {
        expect(rows).not.toContain(form);
        expect(shown).not.toContain(form);
      }
      expect(shown).not.toContain('v1.');
    });

    it('an SK that was swapped with another row verifies nothing, and nothing falls over', async () => {
      const other = await world.accessKeys.create(appId, INPUT);
      const [mine, theirs] = [await sealedOf(accessKey.id), await sealedOf(other.accessKey.id)];
      await reseal(accessKey.id, theirs);
      await reseal(other.accessKey.id, mine);
      const claims = { iss: other.accessKey.ak, sub: other.accessKey.ak };
      for (const key of [sk, other.sk]) {
        expect(await verify(sign(appClaims(), key))).toBe('token_signature_invalid');
        expect(await verify(sign(appClaims(claims), key))).toBe('token_signature_invalid');
      }
    });

    it('an SK with a flipped bit, or none, verifies nothing, not even an empty key', async () => {
      const sealed = await sealedOf(accessKey.id);
      const position = 30;
      const flipped =
        sealed.slice(0, position) +
        (sealed[position] === 'A' ? 'B' : 'A') +
        sealed.slice(position + 1);
      const context = `access_key:${accessKey.id}`;
      for (const broken of [flipped, '', world.sealer.seal('', context)]) {
        await reseal(accessKey.id, broken);
        for (const key of [sk, '', Buffer.alloc(0)]) {
          expect(await verify(sign(appClaims(), key))).toBe('token_signature_invalid');
        }
      }
      await reseal(accessKey.id, sealed);
      expect(await verify(sign(appClaims(), sk))).toBe('ok');
    });
  });

  it('belongs to one app: through another it is not there', async () => {
    const other = await world.apps.create({ name: 'Other', description: null, ownerId: null });
    const { id } = accessKey;
    const attempts = [
      world.accessKeys.get(other.id, id),
      world.accessKeys.update(other.id, id, { name: 'x' }),
      world.accessKeys.rotate(other.id, id, 0),
      world.accessKeys.revoke(other.id, id),
    ];
    expect(await Promise.all(attempts.map(outcomeOf))).toEqual(Array(4).fill('not_found'));
    expect(await verify(sign(appClaims(), sk))).toBe('ok');
  });
});
