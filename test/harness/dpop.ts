import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { epochSeconds, makeJws, type Members } from './jws.js';

export interface ProofOptions {
  readonly method?: string;
  readonly url: string;
  /** The access token that the proof goes with. */
  readonly token?: string;
  /** Changed members; undefined removes one. */
  readonly claims?: Members;
  readonly header?: Members;
}

/** A key of a client, and the proofs that it makes (RFC 9449 §4.2). */
export class DpopKey {
  readonly publicJwk: Members;
  private readonly privateKey: KeyObject;

  constructor(private readonly algorithm: 'ES256' | 'Ed25519' = 'ES256') {
    const pair =
      algorithm === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('ed25519');
    this.privateKey = pair.privateKey;
    this.publicJwk = pair.publicKey.export({ format: 'jwk' });
  }

  /** RFC 7638 */
  get thumbprint(): string {
    const { crv, kty, x, y } = this.publicJwk;
    const members = y === undefined ? { crv, kty, x } : { crv, kty, x, y };
    return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
  }

  get privateJwk(): Members {
    return this.privateKey.export({ format: 'jwk' });
  }

  proof({ method = 'GET', url, token, claims = {}, header = {} }: ProofOptions): string {
    const ath =
      token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') };
    const digest = this.algorithm === 'ES256' ? 'sha256' : null;
    return makeJws(
      { typ: 'dpop+jwt', alg: this.algorithm, jwk: this.publicJwk, ...header },
      { jti: randomUUID(), htm: method, htu: url, iat: epochSeconds(), ...ath, ...claims },
      (input) =>
        sign(digest, Buffer.from(input), { key: this.privateKey, dsaEncoding: 'ieee-p1363' }),
    );
  }
}
