import { AppError } from '../../kernel/errors/index.js';
import { COMMON_PASSWORDS } from './common-passwords.js';

export const SHORTEST_PASSWORD = 15;
export const LONGEST_PASSWORD = 1024;
/** Shorter names turn up in good passwords by chance. */
const SHORTEST_TELLING_NAME = 4;
const LONGEST_REPEATED_UNIT = 8;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Checks a new password (NIST SP 800-63B-4 §3.1.1.2): at least 15 characters, at most 1024, any
 * Unicode, spaces included; nothing about its composition. Refused are common long passwords,
 * repetitions, and passwords that contain the user name.
 *
 * @param usernameKey the canonical name of its user
 * @throws AppError `invalid_request`; the detail never repeats the password
 */
export function assertAcceptablePassword(password: string, usernameKey: string): void {
  if (password.includes('\0') || LONE_SURROGATE.test(password)) {
    throw refusal('The password contains a character that is not text.');
  }
  if (password.length > LONGEST_PASSWORD) {
    throw refusal(`The password has more than ${LONGEST_PASSWORD} characters.`);
  }
  if ([...password].length < SHORTEST_PASSWORD) {
    throw refusal(
      `The password has fewer than ${SHORTEST_PASSWORD} characters. A few unrelated words will do.`,
    );
  }
  const folded = fold(password);
  if (COMMON_PASSWORDS.has(folded) || isRepetition(folded)) {
    throw refusal('The password is one that many people use. Choose a few unrelated words.');
  }
  const name = fold(usernameKey);
  if (name.length >= SHORTEST_TELLING_NAME && folded.includes(name)) {
    throw refusal('The password contains the user name.');
  }
}

/** Letters and digits only, in lower case: what a guesser varies around does not count. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Whether a short unit, repeated, makes up the whole text. */
function isRepetition(text: string): boolean {
  const longest = Math.min(LONGEST_REPEATED_UNIT, Math.floor(text.length / 2));
  for (let length = 1; length <= longest; length += 1) {
    if (text.slice(length) === text.slice(0, -length)) return true;
  }
  return false;
}

function refusal(detail: string): AppError {
  return new AppError('invalid_request', { detail, errors: [{ pointer: '#/password', detail }] });
}
