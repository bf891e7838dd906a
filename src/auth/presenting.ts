import { AppError } from '../kernel/errors/index.js';
import { looksLikeAk, looksLikeApiKey, looksLikeSk } from '../kernel/key-format.js';
import { accessKeySent, readAuthorization } from './authorization-header.js';
import { type Call, queryOf } from './call.js';
import { LONG_TOKEN_HINT, MAX_TOKEN_LENGTH, type Presented } from './presented.js';
import { findQueryKeys } from './query-key.js';

export interface PresentingOptions {
  /** Prefix of issued API keys. */
  readonly keyPrefix: string;
  /** Lower-case names of the headers that carry signed tokens. */
  readonly signedTokenHeaders: readonly string[];
}

const DPOP_SCHEME = /^dpop /i;

interface Shown {
  readonly source: 'authorization' | 'x-api-key' | 'signed-token' | 'query' | 'misplaced';
  readonly value: string;
}

/** The query parameter names that callers try first, whether an API takes keys there or not. */
const LIKELY_QUERY_NAMES = ['api_key', 'key'];

/**
 * The one place that looks for credentials in a request. A request shows one credential or none; two,
 * even equal ones, are refused, because whoever reads the other one would see another caller.
 *
 * @param queryKeyNames parameters that may carry an API key; empty when the query is not a source.
 * @returns null when nothing at all is shown.
 * @throws AppError when something is shown that cannot be one credential.
 */
export function present(
  call: Call,
  queryKeyNames: readonly string[],
  options: PresentingOptions,
): Presented | null {
  const shown = collect(call, queryKeyNames, options);
  if (shown.length > 1) throw multiple(shown);
  const only = shown[0];
  if (only === undefined) return null;
  switch (only.source) {
    case 'authorization':
      return withProof(call, only.value, readAuthorization(only.value, options.keyPrefix));
    case 'x-api-key':
    case 'query':
      return readApiKey(only.value, only.source, options.keyPrefix);
    case 'signed-token':
      return readSignedToken(only.value, options.keyPrefix);
    case 'misplaced':
      throw misplacedKey();
  }
}

/** A token under the scheme `DPoP` comes with one proof (RFC 9449 §4.3, point 1). */
function withProof(call: Call, authorization: string, presented: Presented): Presented {
  if (!DPOP_SCHEME.test(authorization)) return presented;
  const [proof, ...others] = call.headers.all('dpop');
  if (proof !== undefined && others.length === 0) return { ...presented, proof };
  throw new AppError('dpop_proof_invalid', {
    detail:
      proof === undefined
        ? 'The Authorization header says DPoP, but the request has no DPoP header with a proof.'
        : `The request has ${others.length + 1} DPoP headers; it must have one.`,
  });
}

function collect(
  call: Call,
  queryKeyNames: readonly string[],
  options: PresentingOptions,
): Shown[] {
  const shown: Shown[] = [];
  collectFrom(call, 'authorization', 'authorization', shown);
  collectFrom(call, 'x-api-key', 'x-api-key', shown);
  for (const name of options.signedTokenHeaders) collectFrom(call, name, 'signed-token', shown);
  const query = queryOf(call.target);
  if (query === '') return shown;
  for (const { value } of findQueryKeys(query, queryKeyNames)) {
    shown.push({ source: 'query', value });
  }
  if (queryKeyNames.length > 0) return shown;
  // One of our keys where the API takes none: it must neither count as nothing nor reach an upstream.
  for (const { value } of findQueryKeys(query, LIKELY_QUERY_NAMES)) {
    if (looksLikeApiKey(value, options.keyPrefix)) shown.push({ source: 'misplaced', value });
  }
  return shown;
}

function misplacedKey(): AppError {
  return new AppError('credential_missing', {
    detail: 'This API takes no key in the query, and the request carries nothing else.',
    hint: 'Send the key in the X-API-Key header.',
  });
}

/** @param name of the header, lower case */
function collectFrom(
  { headers }: Call,
  name: string,
  source: Shown['source'],
  shown: Shown[],
): void {
  for (const place of headers.layout.placesOf(name)) {
    shown.push({ source, value: headers.raw[place] as string });
  }
}

function readApiKey(value: string, source: 'x-api-key' | 'query', keyPrefix: string): Presented {
  if (looksLikeApiKey(value, keyPrefix)) return { form: 'api_key', value };
  const where = source === 'query' ? 'The key in the query' : 'The X-API-Key header';
  if (value === '') {
    throw new AppError('credential_malformed', {
      detail: `${where} is empty.`,
      hint: 'The variable that holds the key is probably empty.',
    });
  }
  if (looksLikeSk(value) || looksLikeAk(value)) throw accessKeySent(value);
  if (value.startsWith('eyJ') && value.includes('.')) {
    throw new AppError('credential_malformed', {
      detail: `${where} holds a token, not an API key.`,
      hint: 'Send the token as "Authorization: Bearer <token>".',
    });
  }
  if (/^bearer /i.test(value)) {
    throw new AppError('credential_malformed', {
      detail: `${where} holds the word "Bearer" before the key.`,
      hint: 'X-API-Key takes the bare key; "Authorization" takes "Bearer <key>".',
    });
  }
  return { form: 'api_key', value };
}

function readSignedToken(value: string, keyPrefix: string): Presented {
  if (value === '') {
    throw new AppError('token_malformed', {
      detail: 'The signed-token header is empty.',
      hint: 'The variable that holds the token is probably empty.',
    });
  }
  if (!value.startsWith('eyJ')) refuseForeign(value, keyPrefix);
  if (value.length > MAX_TOKEN_LENGTH) {
    throw new AppError('token_malformed', {
      detail: `The token is longer than ${MAX_TOKEN_LENGTH} characters.`,
      hint: LONG_TOKEN_HINT,
    });
  }
  return { form: 'signed_token', value };
}

/**
 * Names what people put in the place of a token.
 *
 * @throws AppError `token_malformed`, `credential_malformed`; nothing for what is not known
 */
function refuseForeign(value: string, keyPrefix: string): void {
  if (looksLikeApiKey(value, keyPrefix)) {
    throw new AppError('token_malformed', {
      detail: 'The signed-token header holds an API key, not a token.',
      hint: 'Send the key in the X-API-Key header.',
    });
  }
  if (looksLikeSk(value) || looksLikeAk(value)) throw accessKeySent(value);
  if (/^bearer /i.test(value)) {
    throw new AppError('token_malformed', {
      detail: 'The signed-token header takes the bare token, without "Bearer".',
      hint: 'Send the token alone there, or as "Authorization: Bearer <token>".',
    });
  }
}

function multiple(shown: readonly Shown[]): AppError {
  const names: Record<Shown['source'], string> = {
    authorization: 'Authorization',
    'x-api-key': 'X-API-Key',
    'signed-token': 'the signed-token header',
    query: 'the query',
    misplaced: 'the query, where this API takes none,',
  };
  const places = shown.map(({ source }) => names[source]).join(' and ');
  return new AppError('multiple_credentials', {
    detail: `This request shows ${shown.length} credentials: in ${places}. Send exactly one.`,
    hint: 'A library, a .netrc file or a proxy often adds one of its own beside the one that the program sets.',
  });
}
