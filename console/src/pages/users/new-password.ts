const LENGTH = 24;
/** No letter or digit that is taken for another when it is read out. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUP = 6;

/** A password nobody else has: about 138 bits, in groups that can be read out. */
export function newPassword(): string {
  const letters: string[] = [];
  while (letters.length < LENGTH) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    // Bytes beyond a whole number of alphabets would favour its beginning.
    if (byte >= 256 - (256 % ALPHABET.length)) continue;
    letters.push(ALPHABET[byte % ALPHABET.length] ?? '');
  }
  return letters.join('').replace(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1-');
}
