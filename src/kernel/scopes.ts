import { AppError } from './errors/index.js';

/** One scope name (RFC 6749 §3.3): printable ASCII without space, `"` and `\`. */
export const SCOPE_TOKEN = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

/** What a program asks for at sign-in (OpenID Connect Core §5.4, §11): it opens no API. */
export const SIGN_IN_SCOPES: ReadonlySet<string> = new Set([
  'openid',
  'profile',
  'email',
  'phone',
  'address',
  'offline_access',
]);

/** Stands in the registration of a client for every scope that a protected API defines. No token has it. */
export const ANY_API_SCOPE = '*';

const EVERY_ADMIN_SCOPE = 'admin:*';
const ADMIN_PREFIX = 'admin:';

/**
 * The names in a space-delimited scope string, each once, in order of appearance.
 *
 * @throws AppError `invalid_request` for a character that no scope name can have
 */
export function parseScope(text: string): string[] {
  const names = new Set(text.split(' '));
  names.delete('');
  for (const name of names) {
    if (!SCOPE_TOKEN.test(name)) {
      throw new AppError('invalid_request', {
        detail: 'A scope name contains a character that scope names cannot have.',
        hint: 'Separate scope names by single spaces; a name is printable ASCII without quotes and backslashes.',
      });
    }
  }
  return [...names];
}

/** The needed scopes that are not held. `admin:*` covers every scope that begins with `admin:`. */
export function missingScopes(needed: readonly string[], held: readonly string[]): string[] {
  if (needed.length === 0) return [];
  const holdsAllAdmin = held.includes(EVERY_ADMIN_SCOPE);
  return needed.filter(
    (scope) => !held.includes(scope) && !(holdsAllAdmin && scope.startsWith(ADMIN_PREFIX)),
  );
}
