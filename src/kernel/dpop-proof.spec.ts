import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DpopKey, type ProofOptions } from '../../test/harness/dpop.js';
import { makeJws } from '../../test/harness/jws.js';
import { readDpopProof } from './dpop-proof.js';
import { AppError } from './errors/index.js';

/** RFC 9449 §4.1, figure 3. */
const RFC_PROOF =
  'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg';

const key = new DpopKey();
const proof = (options: Partial<ProofOptions> = {}): string =>
  key.proof({ url: 'https://api.example/x', token: 't', ...options });

function refusal(text: string): string {
  try {
    readDpopProof(text);
  } catch (error) {
    if (error instanceof AppError && error.code === 'dpop_proof_invalid') return error.detail;
    throw error;
  }
  return 'accepted';
}

describe('readDpopProof', () => {
  it('reads the example of RFC 9449, with the thumbprint of its §6.1', () => {
    expect(readDpopProof(RFC_PROOF)).toEqual({
      thumbprint: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
      id: '-BwC3ESc6acc2lTc',
      method: 'POST',
      url: 'https://server.example.com/token',
      issuedAt: 1562262616000,
      tokenDigest: null,
    });
  });

  it.each(['ES256', 'Ed25519'] as const)(
    'knows the key of a proof by its thumbprint (%s)',
    (alg) => {
      const other = new DpopKey(alg);
      const read = readDpopProof(other.proof({ url: 'https://api.example/x', token: 't' }));
      expect(read.thumbprint).toBe(other.thumbprint);
    },
  );

  it('takes EdDSA for the older name of Ed25519', () => {
    const other = new DpopKey('Ed25519');
    const text = other.proof({ url: 'https://api.example/x', header: { alg: 'EdDSA' } });
    expect(readDpopProof(text).thumbprint).toBe(other.thumbprint);
  });

  it.each([
    ['another typ', { typ: 'JWT' }, /typ/],
    ['no typ', { typ: undefined }, /typ/],
    ['alg none', { alg: 'none' }, /alg/],
    ['a symmetric alg', { alg: 'HS256' }, /alg/],
    ['RSA', { alg: 'RS256' }, /alg/],
    ['another curve than its key has', { alg: 'Ed25519' }, /Ed25519/],
    ['no key', { jwk: undefined }, /jwk/],
    ['a key by reference', { jwk: undefined, jku: 'https://evil.example/jwks' }, /jwk/],
    ['a list of keys', { jwk: [key.publicJwk] }, /jwk/],
    ['a private key', { jwk: key.privateJwk }, /private/],
    ['a symmetric key', { jwk: { kty: 'oct', k: 'AAAA' } }, /private/],
    ['a point that is not on the curve', { jwk: { ...key.publicJwk, x: 'A'.repeat(43) } }, /curve/],
    ['a coordinate of another length', { jwk: { ...key.publicJwk, x: 'AAAA' } }, /P-256/],
    ['a coordinate that is a number', { jwk: { ...key.publicJwk, x: 7 } }, /P-256/],
    ['the key of somebody else', { jwk: new DpopKey().publicJwk }, /signature/],
    ['an extension', { crit: ['exp'] }, /crit/],
  ])('refuses a proof with %s', (_name, header, why) => {
    expect(refusal(proof({ header }))).toMatch(why);
  });

  it.each([
    ['jti', [undefined, '', 7, 'x'.repeat(257)]],
    ['htm', [undefined, '', ['GET']]],
    ['htu', [undefined, '', 7, `https://api.example/${'x'.repeat(4096)}`]],
    ['iat', [undefined, '1562262616', null, -1]],
    ['ath', [7, null]],
  ])('refuses a proof whose %s is not what it must be', (name, values) => {
    for (const value of values) expect(refusal(proof({ claims: { [name]: value } }))).toMatch(name);
  });

  it('refuses a MAC with the public key as its secret', () => {
    const secret = JSON.stringify(key.publicJwk);
    const text = makeJws(
      { typ: 'dpop+jwt', alg: 'HS256', jwk: key.publicJwk },
      { jti: 'a', htm: 'GET', htu: 'https://api.example/x', iat: 1 },
      (input) => createHmac('sha256', secret).update(input).digest(),
    );
    expect(refusal(text)).toMatch(/alg/);
  });

  it('refuses a signature of the right key in the form of another', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const text = makeJws(
      { typ: 'dpop+jwt', alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }) },
      { jti: 'a', htm: 'GET', htu: 'https://api.example/x', iat: 1 },
      (input) => sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'der' }),
    );
    expect(refusal(text)).toMatch(/signature/);
  });

  it.each(['', 'x', 'a.b.c', `${RFC_PROOF}, ${RFC_PROOF}`, `${RFC_PROOF}=`, 'e30.e30.AA'])(
    'refuses what is no proof at all: %.20s',
    (text) => {
      expect(refusal(text)).not.toBe('accepted');
    },
  );
});
