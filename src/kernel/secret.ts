import { createHash, hash, randomBytes, timingSafeEqual } from 'node:crypto';

export const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The largest multiple of 62 in a byte: bytes from here on are thrown away, or 0–7 would be likelier. */
const UNBIASED_LIMIT = 248;
const REDACTED = '[secret]';

/** `length` characters of base62, each uniform and from the operating system's generator. */
export function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length + 8)) {
      if (byte < UNBIASED_LIMIT && text.length < length) text += BASE62.charAt(byte % 62);
    }
  }
  return text;
}

/** SHA-256 of the UTF-8 bytes, as 64 lower-case hexadecimal digits. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}

/**
 * Compares two texts in a time that tells nothing of where they differ. Texts of unequal length are
 * unequal; they do not throw, as `timingSafeEqual` would.
 */
export function equalsConstantTime(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

/** A value that must not be printed: only `reveal()` gives it out, every accidental way shows a mark. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
