import { generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodePart, hmac, makeJws, type Members, signature } from '../../harness/jws.js';
import { ownKey } from '../../harness/own-keys.js';
import { type Recorder, startRecorder } from '../../harness/recorder.js';
import { ANY, openTokenKinds, type TokenKind, type TokenKinds } from '../../harness/token-kinds.js';
import type { Ask } from '../../harness/world.js';
import { world } from './shared-world.js';

/** All that may be said before a signature is proved. */
const UNPROVED = {
  status: 401,
  code: ['token_malformed', 'token_signature_invalid', 'access_key_unknown'],
};
const MALFORMED = { status: 401, code: 'token_malformed' };

let lure: Recorder;
let kinds: TokenKinds;

beforeAll(async () => {
  lure = await startRecorder();
  kinds = await openTokenKinds(world);
});
afterAll(() => lure.stop());

const showing = (kind: TokenKind, token: string): Ask => ({
  target: ANY,
  headers: [kind.line(token)],
});
const attacker = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe.each(['login', 'access', 'app', 'person'] as const)(
  'a token in the place of a good %s token',
  (name) => {
    const kind = (): TokenKind => kinds[name];
    const good = (): string => kind().with({});

    it('is the only one that is accepted', async () => {
      const token = good();
      await world.allows(showing(kind(), token));
      const seen = world.recorder.last();
      expect(seen.header('x-auth-kind')).toEqual([`${name}_token`]);
      // The token itself ends here; the one that comes in its place is of another sort.
      for (const part of token.split('.')) expect(seen.rawHeaders.join()).not.toContain(part);
      const [identity = ''] = seen.header('x-auth-token');
      expect(decodeProtectedHeader(identity).typ).toBe('identity+jwt');
    });

    it.each([
      'none',
      'None',
      'nOnE',
      '',
      undefined,
      ['ES256', 'HS256'],
      'hs256',
      'es256',
      'HS384',
      'HS512',
      'RS256',
      'PS256',
      'ES384',
      'EdDSA',
      7,
      null,
    ])('is refused with the alg %j, signed and unsigned [J01 A19]', async (alg) => {
      // A token that claims to be one of ours is in the wrong header, which it shows itself.
      const code = alg === 'RS256' && !kind().isOwn ? 'token_wrong_type' : UNPROVED.code;
      await world.refuses(showing(kind(), kind().with({}, { alg })), { status: 401, code });
      const unsigned = `${encodePart({ ...kind().header, alg })}.${encodePart(kind().claims())}.`;
      await world.refuses(showing(kind(), unsigned), UNPROVED);
    });

    it.each<[string, () => string | Buffer]>([
      ['PEM', () => pem()],
      ['PEM after a line break', () => `\n${pem()}`],
      ['PEM after a space', () => ` ${pem()}`],
      ['PEM without its last line break', () => pem().trim()],
      ['DER', () => ownKey(world.server).publicKey.export({ format: 'der', type: 'spki' })],
      ['JWK', () => JSON.stringify(ownKey(world.server).publicJwk)],
      ['one coordinate', () => Buffer.from(ownKey(world.server).publicJwk['x'] ?? '', 'base64url')],
      ['kid', () => ownKey(world.server).kid],
      ['nothing', () => ''],
      ['one zero byte', () => Buffer.from([0])],
    ])('is refused with a MAC under our public key as %s [J02]', async (_row, key) => {
      for (const claims of [kind().claims(), kinds.app.claims(), kinds.person.claims()]) {
        const token = makeJws({ ...kind().header, alg: 'HS256' }, claims, hmac(key()));
        await world.refuses(showing(kind(), token), UNPROVED);
      }
    });

    it.each<[string, () => Members]>([
      ['jwk', () => ({ jwk: attacker.publicKey.export({ format: 'jwk' }) })],
      [
        'x5c',
        () => ({
          x5c: [attacker.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')],
        }),
      ],
      ['jku', () => ({ jku: `${lure.origin}/jwks` })],
      ['x5u', () => ({ x5u: `${lure.origin}/cert` })],
      ['jku of ours', () => ({ jku: `${world.publicUrl}/oauth/jwks` })],
    ])(
      'is refused when it brings its own key as %s, which nobody fetches [J03 J04]',
      async (_row, header) => {
        const head = { ...kind().header, alg: 'ES256', ...header() };
        const token = makeJws(head, kind().claims(), signature(attacker.privateKey));
        await world.refuses(showing({ ...kind(), line: kinds.login.line }, token), UNPROVED);
        expect(lure.seen()).toEqual({ connections: 0, requests: 0 });
      },
    );

    it.each([
      '../../dev/null',
      "' OR 1=1--",
      'k'.repeat(4000),
      7,
      ['a'],
      {},
      '__proto__',
      'constructor',
      'a\u0000',
      '',
      null,
      true,
    ])('is refused with the kid %j [J05]', async (kid) => {
      const token = kind().with({}, { kid });
      await world.refuses(showing(kind(), token), UNPROVED);
    });

    it('is refused with a signature that is empty, cut, longer or of another token [J08]', async () => {
      const [header = '', payload = '', sig = ''] = good().split('.');
      const bytes = Buffer.from(sig, 'base64url');
      const [, , foreign = ''] = kind().with({ jti: 'another' }).split('.');
      const changed = Buffer.from(bytes);
      changed[5] = (changed[5] ?? 0) ^ 1;
      const others = [
        '',
        bytes.subarray(0, -1).toString('base64url'),
        Buffer.concat([bytes, Buffer.from([0])]).toString('base64url'),
        changed.toString('base64url'),
        Buffer.alloc(bytes.length).toString('base64url'),
        foreign,
      ];
      for (const other of others) {
        await world.refuses(showing(kind(), `${header}.${payload}.${other}`), UNPROVED);
      }
    });

    it('is refused in any other spelling of a good one [J09]', async () => {
      const token = good();
      const [header = '', payload = '', sig = ''] = token.split('.');
      const ways = [
        `${token}=`,
        `${token}==`,
        `${token}.`,
        `.${token}`,
        `${header}.${payload}=.${sig}`,
        `${header}.${payload}.${nonCanonical(sig)}`,
        `${header}.${payload}.${sig.slice(0, -2)}+/`,
        `${header}.${payload}.~${sig}`,
        token.replaceAll('.', '..'),
      ];
      for (const way of ways) await world.refuses(showing(kind(), way), MALFORMED);
      await world.refuses(
        showing(kind(), `${token.slice(0, 30)} ${token.slice(30)}`),
        kind().isOwn ? { status: 400, code: 'invalid_request' } : MALFORMED,
      );
      const response = await world.ask(showing(kind(), `${token}\n`));
      expect(response.status).toBe(400);
    });

    it.each<[string, () => string]>([
      ['encrypted, dir', () => `${encodePart({ alg: 'dir', enc: 'A256GCM' })}..aXY.Y2lwaGVy.dGFn`],
      [
        'encrypted, RSA-OAEP',
        () => `${encodePart({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a2V5.aXY.Y2lwaGVy.dGFn`,
      ],
      [
        'encrypted, PBES2',
        () =>
          `${encodePart({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 2 ** 31, p2s: 'c2FsdA' })}.a2V5.aXY.Y2lwaGVy.dGFn`,
      ],
      [
        'nested',
        () =>
          `${encodePart({ alg: 'dir', enc: 'A128GCM', cty: 'JWT' })}..aXY.${encodePart(good())}.dGFn`,
      ],
      ['one part', () => 'eyJhbGciOiJIUzI1NiJ9'],
      ['8000 dots', () => '.'.repeat(8000)],
    ])('is refused when it is %s [J10 Z04b]', async (_row, token) => {
      await world.refuses(showing(kind(), token()), MALFORMED);
    });

    it('is refused in JSON serialisation [J10]', async () => {
      const [header, payload, sig] = good().split('.');
      const token = JSON.stringify({ payload, protected: header, signature: sig });
      await world.refuses(showing(kind(), token), MALFORMED);
    });

    it.each<[string, Members]>([
      ['crit', { crit: ['x'], x: 1 }],
      ['an empty crit', { crit: [] }],
      ['crit of a known name', { crit: ['exp'], exp: 1 }],
      ['b64', { b64: false, crit: ['b64'] }],
      ['b64 alone', { b64: true }],
    ])(
      'is refused with %s in its header, though it is signed rightly [J19]',
      async (_row, header) => {
        await world.refuses(showing(kind(), kind().with({}, header)), MALFORMED);
      },
    );

    it.each<[string, (json: string) => string]>([
      ['alg', (json) => `{"alg":"none",${json.slice(1)}`],
      ['kid, escaped', (json) => `{"k\\u0069d":"a","kid":"b",${json.slice(1)}`],
    ])(
      'is refused with %s twice in its header, though it is signed rightly [J20]',
      async (_row, twice) => {
        const token = kind().sign(twice(JSON.stringify(kind().header)), kind().claims());
        await world.refuses(showing(kind(), token), MALFORMED);
      },
    );

    it.each(['sub', 'iss', 'exp', 's\\u0075b'])(
      'is refused with %s twice in its claims, though it is signed rightly [J20]',
      async (claim) => {
        const claims = JSON.stringify({ sub: 'x', ...kind().claims() });
        const token = kind().sign(kind().header, `${claims.slice(0, -1)},"${claim}":"admin"}`);
        await world.refuses(showing(kind(), token), MALFORMED);
      },
    );

    it.each<[string, string | Buffer]>([
      ['invalid UTF-8', Buffer.from('7b22737562223a22ff227d', 'hex')],
      ['a byte order mark', '\ufeff{"sub":"x"}'],
      ['an array', '[]'],
      ['null', 'null'],
      ['a text', '"x"'],
      ['a number', '1'],
      ['two objects', '{}{}'],
      ['a trailing comma', '{"sub":"x",}'],
      ['deeply nested', `{"a":${'['.repeat(2000)}${']'.repeat(2000)}}`],
      ['empty', ''],
    ])(
      'is refused when its payload is %s, though it is signed rightly [J26 J23]',
      async (_row, payload) => {
        await world.refuses(showing(kind(), kind().sign(kind().header, payload)), MALFORMED);
        if (payload === '') return;
        const head = kind().sign(payload, kind().claims());
        await world.refuses(showing(kind(), head), MALFORMED);
      },
    );
  },
);

function pem(): string {
  return ownKey(world.server).publicKey.export({ format: 'pem', type: 'spki' }).toString();
}

/** The same bytes with a last character whose unused bits are not zero. */
function nonCanonical(part: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(part.at(-1) ?? '');
  const other = part.slice(0, -1) + (alphabet[last + 1] ?? '');
  expect(Buffer.from(other, 'base64url')).toEqual(Buffer.from(part, 'base64url'));
  return other;
}
