import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

export const MASTER_KEY_BYTES = 32;

const VERSION = 'v1.';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What was sealed is not what is being opened: changed, moved to another row, or another key's. */
export class IntegrityError extends Error {
  override readonly name = 'IntegrityError';

  constructor(options?: ErrorOptions) {
    super(
      'a sealed value does not open: it was changed, moved, or sealed with another key',
      options,
    );
  }
}

/**
 * Seals secrets for the database with AES-256-GCM, under a key derived from the master key.
 *
 * The additional authenticated data (AAD) says what the value belongs to, such as the id of its row:
 * a value copied to another row does not open. Nonces are random; up to 2^32 values per master key
 * the chance of a repeated nonce stays below 2^-32 (NIST SP 800-38D §8.3).
 */
export class Sealer {
  readonly #masterKey: Buffer;
  readonly #sealingKey: Buffer;

  /** @param masterKey 32 bytes */
  constructor(masterKey: Buffer) {
    if (masterKey.length !== MASTER_KEY_BYTES) throw new RangeError('a master key has 32 bytes');
    this.#masterKey = masterKey;
    this.#sealingKey = hkdf(masterKey, 'ostiary/seal/v1', 32);
  }

  /** @returns `v1.` and base64url of nonce, ciphertext and tag */
  seal(plaintext: string, aad: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#sealingKey, nonce);
    cipher.setAAD(Buffer.from(aad, 'utf8'));
    const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
    const sealed = Buffer.concat([nonce, ciphertext, cipher.getAuthTag()]);
    return VERSION + sealed.toString('base64url');
  }

  /** @throws IntegrityError */
  open(sealed: string, aad: string): string {
    const bytes = decode(sealed);
    const decipher = createDecipheriv(
      'aes-256-gcm',
      this.#sealingKey,
      bytes.subarray(0, NONCE_BYTES),
      { authTagLength: TAG_BYTES },
    );
    decipher.setAAD(Buffer.from(aad, 'utf8'));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const ciphertext = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
      return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
    } catch (error) {
      throw new IntegrityError({ cause: error });
    }
  }

  /**
   * A key for one purpose, the same after every start (HKDF-SHA256, RFC 5869). Different purposes
   * give unrelated keys, and none gives the key that seals.
   */
  deriveKey(purpose: string, bytes = 32): Buffer {
    return hkdf(this.#masterKey, `ostiary/derive/${purpose}`, bytes);
  }
}

function hkdf(key: Buffer, info: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), info, bytes));
}

/** Strict: a character that base64url would ignore is a change like any other. */
function decode(sealed: string): Buffer {
  const text = sealed.slice(VERSION.length);
  const bytes = Buffer.from(text, 'base64url');
  if (
    !sealed.startsWith(VERSION) ||
    bytes.length < NONCE_BYTES + TAG_BYTES ||
    bytes.toString('base64url') !== text
  ) {
    throw new IntegrityError();
  }
  return bytes;
}
