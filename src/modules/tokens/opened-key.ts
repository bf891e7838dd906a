import type { KeyObject } from 'node:crypto';
import type { Sealer } from '../../platform/database/index.js';
import { type GeneratedKey, privateKeyOf, publicKeyOf } from './key-generation.js';
import type {
  SigningAlgorithm,
  SigningKey,
  SigningKeyState,
  SigningKeyUse,
} from './signing-key.entity.js';

/** A trusted key, opened and ready for use. */
export interface OpenedKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly use: SigningKeyUse;
  readonly state: SigningKeyState;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly privateJwk: Readonly<Record<string, string>>;
  readonly publicJwk: Readonly<Record<string, string>>;
}

export function openKey(sealer: Sealer, row: SigningKey): OpenedKey {
  const text = sealer.open(row.sealedPrivateJwk, aadOf(row.id));
  const privateJwk = JSON.parse(text) as Record<string, string>;
  return {
    kid: row.id,
    algorithm: row.algorithm,
    use: row.use,
    state: row.state,
    privateKey: privateKeyOf(privateJwk),
    publicKey: publicKeyOf(row.publicJwk),
    privateJwk,
    publicJwk: row.publicJwk,
  };
}

/** The columns of a new key that hold it. */
export function sealKey(sealer: Sealer, { kid, privateJwk, publicJwk }: GeneratedKey) {
  return {
    id: kid,
    sealedPrivateJwk: sealer.seal(JSON.stringify(privateJwk), aadOf(kid)),
    publicJwk,
  };
}

function aadOf(kid: string): string {
  return `signing_key:${kid}`;
}
