import { mistakeIn } from '../kernel/credential-mistakes.js';
import { AppError } from '../kernel/errors/index.js';
import { looksLikeAk, looksLikeApiKey, looksLikeSk } from '../kernel/key-format.js';
import { LONG_TOKEN_HINT, MAX_TOKEN_LENGTH, type Presented } from './presented.js';

const TOKEN68 = /^[A-Za-z0-9\-._~+/]+=*$/;
const SCHEME = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?: (.*))?$/s;
const JWT_SHAPE = /^eyJ[^.]*\.[^.]*\.[^.]*$/;

const EMPTY_VARIABLE = 'The variable that holds the credential is probably empty.';
const RIGHT_FORM = 'Write "Authorization: Bearer <token>": the word Bearer, one space, the token.';

const OWN_SCHEMES: ReadonlySet<string> = new Set(['bearer', 'apikey', 'dpop']);

/** Schemes that real clients send by themselves, and what to tell their owners. */
const FOREIGN_SCHEMES: ReadonlyMap<string, string> = new Map([
  [
    'basic',
    'A Basic header often comes from a .netrc file or from user:password in the URL, and then replaces the header that the program set. Remove that entry and send "Authorization: Bearer <credential>".',
  ],
  ['digest', 'Send "Authorization: Bearer <credential>" instead.'],
  ['negotiate', 'Send "Authorization: Bearer <credential>" instead.'],
  [
    'aws4-hmac-sha256',
    'This is a signature for AWS. Send "Authorization: Bearer <credential>" instead.',
  ],
]);

/**
 * Reads the value of an `Authorization` header.
 *
 * @throws AppError `invalid_request`, `multiple_credentials`, `scheme_missing`, `scheme_unsupported`,
 *   `credential_malformed` or `token_malformed`.
 * @see RFC 9110 §11.6.2, RFC 6750 §2.1
 */
export function readAuthorization(value: string, keyPrefix: string): Presented {
  const match = SCHEME.exec(value);
  if (match === null) throw unreadable(value);
  const word = match[1] as string;
  const rest = match[2];
  const scheme = word.toLowerCase();
  if (rest === undefined) return readBare(word, scheme, keyPrefix);
  if (scheme === 'bearer') return readBearer(rest, keyPrefix);
  if (scheme === 'apikey') return readApiKeyScheme(rest);
  if (scheme === 'dpop') return readDpop(rest, keyPrefix);
  if (rest.trim() === '' && !FOREIGN_SCHEMES.has(scheme)) {
    return readBare(word, scheme, keyPrefix);
  }
  throw schemeUnsupported(word, rest, keyPrefix);
}

function readBearer(rest: string, keyPrefix: string): Presented {
  const value = readToken68(rest, 'Bearer');
  if (looksLikeApiKey(value, keyPrefix)) return { form: 'api_key', value };
  return readToken(value);
}

function readToken(value: string): Presented {
  if (looksLikeSk(value) || looksLikeAk(value)) throw accessKeySent(value);
  if (value.length > MAX_TOKEN_LENGTH) {
    throw new AppError('token_malformed', {
      detail: `The token is longer than ${MAX_TOKEN_LENGTH} characters.`,
      hint: LONG_TOKEN_HINT,
    });
  }
  const mistake = value.startsWith('eyJ') ? null : mistakeIn(value);
  if (mistake !== null) throw new AppError('token_malformed', mistake);
  return { form: 'jwt', value };
}

/** RFC 9449 §7.1: only a token that is bound to a key. Its proof is in a header of its own. */
function readDpop(rest: string, keyPrefix: string): Presented {
  const value = readToken68(rest, 'DPoP');
  if (looksLikeApiKey(value, keyPrefix)) {
    throw new AppError('scheme_unsupported', {
      detail: 'An API key is not bound to a key pair: the Authorization scheme DPoP is not for it.',
      hint: 'Send it in the X-API-Key header, or as "Authorization: Bearer <key>".',
    });
  }
  return readToken(value);
}

function readApiKeyScheme(rest: string): Presented {
  const value = readToken68(rest, 'ApiKey');
  if (looksLikeSk(value) || looksLikeAk(value)) throw accessKeySent(value);
  return { form: 'api_key', value };
}

function readToken68(rest: string, scheme: string): string {
  if (rest.trim() === '') throw nothingBehind(scheme);
  if (TOKEN68.test(rest)) return rest;
  const mistake = mistakeIn(rest.trimStart());
  if (mistake !== null) {
    throw new AppError(scheme === 'ApiKey' ? 'credential_malformed' : 'token_malformed', mistake);
  }
  const first = rest.trimStart().split(/[\s,]/, 1)[0]?.toLowerCase();
  if (scheme !== 'ApiKey' && rest.startsWith('{')) {
    throw new AppError('token_malformed', {
      detail: 'The token is in JSON serialisation; only compact tokens are accepted.',
    });
  }
  if (rest.includes(',')) {
    throw new AppError('multiple_credentials', {
      detail: 'The Authorization header holds more than one credential, separated by a comma.',
      hint: 'A program and its library, or a proxy on the way, each add one: leave it to one of them.',
    });
  }
  if (first === scheme.toLowerCase()) {
    throw new AppError('invalid_request', {
      detail: `The word "${scheme}" stands twice in the Authorization header.`,
      hint: 'A library may add the scheme by itself: pass it the bare credential.',
    });
  }
  if (/\s/.test(rest)) {
    throw new AppError('invalid_request', {
      detail: `The Authorization header must be "${scheme}", one space, and the credential.`,
      hint: 'There is white space before, behind or within the credential: take it out.',
    });
  }
  throw new AppError(scheme === 'ApiKey' ? 'credential_malformed' : 'token_malformed', {
    detail: 'The credential holds characters that no credential has.',
    hint: 'Copy it again from where it was shown: letters, digits and the signs - . _ ~ + / = only.',
  });
}

/** A value without a scheme: an API key may come this way (contract §3), nothing else. */
function readBare(word: string, scheme: string, keyPrefix: string): Presented {
  if (OWN_SCHEMES.has(scheme)) throw nothingBehind(word);
  if (FOREIGN_SCHEMES.has(scheme)) throw schemeUnsupported(word, '', keyPrefix);
  if (looksLikeApiKey(word, keyPrefix)) return { form: 'api_key', value: word };
  if (looksLikeSk(word) || looksLikeAk(word)) throw accessKeySent(word);
  const mistake = mistakeIn(word);
  if (mistake !== null) throw new AppError('scheme_missing', mistake);
  throw new AppError('scheme_missing', {
    detail: JWT_SHAPE.test(word)
      ? 'The Authorization header holds a token without the word "Bearer" before it.'
      : 'The Authorization header holds a value without a scheme before it.',
    hint: RIGHT_FORM,
  });
}

function unreadable(value: string): AppError {
  if (value === '') {
    return new AppError('invalid_request', {
      detail: 'The Authorization header is empty.',
      hint: EMPTY_VARIABLE,
    });
  }
  if (/^[^\s]*[^\x21-\x7e\s]/.test(value)) {
    return new AppError('credential_malformed', {
      detail: 'The Authorization header holds characters that no credential has.',
      hint: 'Copy the credential again from where it was shown: it consists of plain letters, digits and a few signs.',
    });
  }
  return new AppError('invalid_request', {
    detail: 'The Authorization header must be a scheme, one space, and the credential.',
    hint: /^bearer\s*[:=]/i.test(value)
      ? 'Write "Authorization: Bearer <token>": one space behind Bearer, no colon and no equals sign.'
      : (mistakeIn(value)?.hint ?? RIGHT_FORM),
  });
}

function nothingBehind(scheme: string): AppError {
  return new AppError('invalid_request', {
    detail: `The Authorization header says "${scheme}", but no credential follows.`,
    hint: EMPTY_VARIABLE,
  });
}

function schemeUnsupported(word: string, rest: string, keyPrefix: string): AppError {
  const scheme = word.toLowerCase();
  const shown = /^[A-Za-z0-9_-]{1,30}$/.test(word) ? `"${word}"` : 'of this header';
  const foreign =
    scheme === 'basic' && holdsApiKey(rest, keyPrefix)
      ? 'The user name or password of this Basic header is an API key. Send it as "X-API-Key: <key>" or "Authorization: Bearer <key>".'
      : FOREIGN_SCHEMES.get(scheme);
  return foreign === undefined
    ? new AppError('scheme_unsupported', {
        detail: `The Authorization scheme ${shown} is not supported; the Bearer prefix is missing.`,
        hint: looksLikeApiKey(rest, keyPrefix)
          ? 'Send the key as "X-API-Key: <key>" or "Authorization: Bearer <key>".'
          : RIGHT_FORM,
      })
    : new AppError('scheme_unsupported', {
        detail: `The Authorization scheme ${shown} is not supported here.`,
        hint: foreign,
      });
}

/** Some services take a key as the user name of Basic (RFC 7617 §2). */
function holdsApiKey(basic: string, keyPrefix: string): boolean {
  const parts = Buffer.from(basic, 'base64').toString('latin1').split(':');
  return parts.some((part) => looksLikeApiKey(part, keyPrefix));
}

/** AK and SK are never sent themselves: the SK signs a token, and the token is sent. */
export function accessKeySent(value: string): AppError {
  return looksLikeSk(value)
    ? new AppError('credential_malformed', {
        detail: 'This is the secret half (SK) of an access key. It must never be sent.',
        hint: 'Rotate this access key now, then sign an app_token or person_token with the new SK and send that token.',
        internal: 'secret_key_sent_in_clear',
      })
    : new AppError('credential_malformed', {
        detail: 'This is the public half (AK) of an access key, which proves nothing by itself.',
        hint: 'Sign an app_token or person_token with the SK and send that token.',
      });
}
