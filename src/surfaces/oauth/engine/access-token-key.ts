import { type KeyObject, sign } from 'node:crypto';
import { ExternalSigningKey, type JWK } from 'oidc-provider';
import type { OpenedKey } from '../../../modules/tokens/index.js';

/**
 * Signs access tokens at once. By itself the engine signs in another thread, which for ES256 costs more than
 * the signature: a fourth of what the whole grant costs. The private key stays where it is.
 */
class AccessTokenKey extends ExternalSigningKey {
  constructor(private readonly opened: OpenedKey) {
    super();
  }

  override get kid(): string {
    return this.opened.kid;
  }

  override get alg(): string {
    return this.opened.algorithm;
  }

  override keyObject(): KeyObject {
    return this.opened.publicKey;
  }

  /** RFC 7518 §3.4: R and S side by side. */
  override sign(data: Uint8Array): Uint8Array {
    const key = { key: this.opened.privateKey, dsaEncoding: 'ieee-p1363' } as const;
    return sign('sha256', data, key);
  }
}

/** A key as the engine takes it. RSA signatures take ten times as long, and stay in their own thread. */
export function engineKey(opened: OpenedKey): JWK | ExternalSigningKey {
  return opened.algorithm === 'ES256' ? new AccessTokenKey(opened) : opened.privateJwk;
}
