import { AppError } from '../../kernel/errors/index.js';
import { isOfOneScript } from './scripts.js';

/** A name as it is shown, and the key by which it is unique and looked up. */
export interface Username {
  readonly username: string;
  readonly key: string;
}

const LONGEST_USERNAME = 256;
const ALLOWED = /^[\p{L}\p{M}0-9._@+-]+$/u;
/** Accents that no letter took up in NFKC; the marks of a script, such as vowel signs, are its own. */
const FREE_ACCENT = /\p{Script=Inherited}/u;
const HAS_LETTER_OR_DIGIT = /[\p{L}0-9]/u;

/**
 * The canonical form of a user name: NFKC, then casefolded, so that `Ａｄｍｉｎ`, `ADMIN` and `admin` are
 * one name (UAX #15, UTS #39 §5.1). Letters of one script only: a Cyrillic `а` cannot pose as a Latin `a`.
 *
 * @throws AppError `invalid_request` for anything else than 1 to 256 letters, digits and `._@+-`
 */
export function canonicalUsername(text: string): Username {
  // A surrogate pair is one character; counting stops a giant before it is normalised.
  if (text.length > 2 * LONGEST_USERNAME || [...text].length > LONGEST_USERNAME) {
    throw refusal(`A user name has at most ${LONGEST_USERNAME} characters.`);
  }
  if (text === '') throw refusal('A user name cannot be empty.');
  const username = text.normalize('NFKC');
  const key = casefold(username);
  if (
    !ALLOWED.test(username) ||
    FREE_ACCENT.test(username) ||
    !HAS_LETTER_OR_DIGIT.test(username)
  ) {
    throw refusal('A user name consists of letters, digits and the characters . _ @ + and -.');
  }
  if (username.indexOf('@') !== username.lastIndexOf('@')) {
    throw refusal('A user name has at most one @.');
  }
  if (!isOfOneScript(username)) {
    throw refusal('A user name has letters of one script only.');
  }
  if ([...username].length > LONGEST_USERNAME || [...key].length > LONGEST_USERNAME) {
    throw refusal(`A user name has at most ${LONGEST_USERNAME} characters in its compatible form.`);
  }
  return { username, key };
}

/** The look-up key of what somebody typed, or null where no user can have such a name. */
export function usernameKeyOf(text: string): string | null {
  try {
    return canonicalUsername(text).key;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** A part of a name as it stands in keys, however it was typed. */
export function usernameKeyPart(text: string): string {
  return casefold(text.normalize('NFKC'));
}

/**
 * Casefolding with what JavaScript has: up and down again, one character at a time, because
 * `toLowerCase` of a whole word treats a final sigma differently.
 */
function casefold(text: string): string {
  let folded = '';
  for (const character of text) folded += character.toUpperCase().toLowerCase();
  return folded.normalize('NFKC');
}

function refusal(detail: string): AppError {
  return new AppError('invalid_request', { detail, errors: [{ pointer: '#/username', detail }] });
}
