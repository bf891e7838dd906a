import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { ParsedJws } from '../../kernel/compact-jws.js';

interface Misreading {
  readonly hint: string;
  /** The keys that a client which misreads the SK like this would sign with. */
  readonly keysFrom: (sk: string) => readonly Buffer[];
}

/** A key as short as this could be guessed; a match would prove nothing. */
const SHORTEST_TELLING_KEY = 32;

const USE_AS_DISPLAYED = 'Use the SK exactly as displayed, including sk_, as UTF-8 text.';

const MISREADINGS: readonly Misreading[] = [
  {
    hint: 'Your JWT library base64-decodes the key it is given. Give it the base64 encoding of the SK, or the bytes of the SK.',
    keysFrom: base64Decodings,
  },
  {
    hint: `The token is signed with the base64 encoding of the SK, which your JWT library does not decode. ${USE_AS_DISPLAYED}`,
    keysFrom: (sk) =>
      (['base64', 'base64url'] as const).map((encoding) =>
        Buffer.from(Buffer.from(sk).toString(encoding)),
      ),
  },
  {
    hint: `The token is signed with the hexadecimal form of the SK. ${USE_AS_DISPLAYED}`,
    keysFrom: (sk) => [Buffer.from(Buffer.from(sk).toString('hex'))],
  },
  {
    hint: 'The SK that the token is signed with has a line break or a space at its end.',
    keysFrom: (sk) => ['\n', '\r\n', ' '].map((end) => Buffer.from(sk + end)),
  },
  {
    hint: `The token is signed with the SK without its beginning. ${USE_AS_DISPLAYED}`,
    keysFrom: (sk) => [Buffer.from(sk.slice('sk_'.length))],
  },
  {
    hint: `The token is signed with the SK in quotation marks. ${USE_AS_DISPLAYED}`,
    keysFrom: (sk) => [Buffer.from(`"${sk}"`), Buffer.from(`'${sk}'`)],
  },
];

/** Whether the signature is HMAC-SHA256 of the token under this key; in constant time. */
export function isSignedWith(key: KeyObject | Buffer, token: ParsedJws): boolean {
  const expected = createHmac('sha256', key).update(token.signingInput).digest();
  return token.signature.length === expected.length && timingSafeEqual(token.signature, expected);
}

/**
 * What a client does wrong that holds the right SK and signs with something made of it. To match, it
 * must hold the SK: the hint tells nobody else anything.
 */
export function hintAtMisreading(key: KeyObject, token: ParsedJws): string | undefined {
  const sk = key.export().toString('utf8');
  const misreading = MISREADINGS.find(({ keysFrom }) =>
    keysFrom(sk)
      .filter(({ length }) => length >= SHORTEST_TELLING_KEY)
      .some((bytes) => isSignedWith(bytes, token)),
  );
  return misreading?.hint;
}

/**
 * What a client does wrong that signs with a key which anybody could make: it is in the token itself, or
 * is none. Says nothing of whether there is such an access key.
 */
export function hintAtOpenKey(ak: string, token: ParsedJws): string | undefined {
  const isEmpty = isSignedWith(Buffer.alloc(0), token);
  const isAk = isSignedWith(Buffer.from(ak), token);
  if (isEmpty) {
    return 'The token is signed with an empty key: the variable that holds the SK is empty, or the SK was decoded as hexadecimal. Use it as displayed, as UTF-8 text.';
  }
  return isAk
    ? 'The token is signed with the AK. Sign with the SK, which was shown together with it.'
    : undefined;
}

/**
 * Decoders differ in what they make of the underscore and of a last, incomplete group: read as in
 * base64url; skipped; skipped and the rest dropped (Java's older decoders).
 */
function base64Decodings(sk: string): Buffer[] {
  const skipped = sk.replaceAll('_', '');
  const wholeGroups = skipped.slice(0, skipped.length - (skipped.length % 4));
  return [sk, skipped, wholeGroups].map((text) => Buffer.from(text, 'base64'));
}
