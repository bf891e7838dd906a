import { AppError } from '../kernel/errors/index.js';
import { looksLikeApiKey } from '../kernel/key-format.js';
import type { Policy } from '../kernel/policy.js';
import { type Call, pathOf, queryOf } from './call.js';
import type { PresentingOptions } from './presenting.js';

export interface MissingOptions extends PresentingOptions {
  /** Without a trailing slash. */
  readonly publicUrl: string;
}

/** Names that look as if a credential belonged there; none of them is read. */
const NEAR_NAMES =
  /^(?:x[-_])?(?:api|auth|access|app|client|bearer|user|session|jwt|id)?[-_]?(?:key|token|apikey|jwt|authorization|credentials?)s?$|^(?:authentication|authorisation|auth|x-auth|bearer|jwt|proxy-authorization)$/i;

const JWT_SHAPE = /^(?:bearer )?eyJ[\w-]*\.[\w-]+\.[\w-]*$/i;
const LONGEST_SHOWN_NAME = 40;

/** Clients that drop `Authorization` when they are sent on to another host or scheme, by their user agents. */
const DROPPING_CLIENTS =
  /\b(python-requests|python-httpx|aiohttp|curl|Go-http-client|okhttp|axios|node-fetch|undici|node|Deno|Bun|Java|Apache-HttpClient|GuzzleHttp|PostmanRuntime|PowerShell|Wget)\b/i;

/** The refusal of a call that shows nothing where something is needed. */
export function credentialMissing(call: Call, policy: Policy, options: MissingOptions): AppError {
  return new AppError('credential_missing', {
    members: { accepted_kinds: [...policy.accept] },
    hint: missingHint(call, policy, options),
  });
}

/** What probably became of the credential, and the shortest way to show one that the policy accepts. */
export function missingHint(call: Call, policy: Policy, options: MissingOptions): string {
  const ways = `Send ${waysToShow(policy, options.signedTokenHeaders)}.`;
  const story =
    misspeltHeader(call, options) ??
    misplacedInUrl(call, policy, options) ??
    dropped(call, options);
  return story === null ? ways : `${story} ${ways}`;
}

function waysToShow({ accept }: Policy, signedTokenHeaders: readonly string[]): string {
  const ways: string[] = [];
  if (accept.has('api_key')) ways.push('"X-API-Key: <key>"');
  if (accept.has('access_token') || accept.has('login_token')) {
    ways.push('"Authorization: Bearer <token>"');
  }
  const [header] = signedTokenHeaders;
  if (header !== undefined && (accept.has('app_token') || accept.has('person_token'))) {
    ways.push(`"${header}: <signed token>"`);
  }
  return ways.join(' or ');
}

/** A header of another name that seems to hold the credential. */
function misspeltHeader({ headers: { raw } }: Call, { keyPrefix }: MissingOptions): string | null {
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const [name, value] = [raw[i] as string, raw[i + 1] as string];
    if (/^cookie$/i.test(name)) {
      if (!value.includes(`${keyPrefix}_`) && !value.includes('eyJ')) continue;
      return 'A cookie seems to hold the credential, and cookies are not read.';
    }
    const isNear = NEAR_NAMES.test(name) && value !== '';
    if (!isNear && !looksLikeApiKey(value, keyPrefix) && !JWT_SHAPE.test(value)) continue;
    if (name.length > LONGEST_SHOWN_NAME) continue;
    return `The header "${name}" is not one that credentials are read from.`;
  }
  return null;
}

/** A key in the query under a name that is not read, or in the path. */
function misplacedInUrl(
  { target }: Call,
  { queryKeyNames }: Policy,
  { keyPrefix }: MissingOptions,
): string | null {
  const values = queryOf(target)
    .split('&')
    .map((part) => part.slice(part.indexOf('=') + 1));
  if (values.some((value) => looksLikeApiKey(value, keyPrefix) || JWT_SHAPE.test(value))) {
    const names = queryKeyNames.join(' or ');
    return names === ''
      ? 'A parameter of the query seems to hold the credential, and it is not read from there.'
      : `A parameter of the query seems to hold the key; here its name must be ${names}.`;
  }
  const inPath = pathOf(target)
    .split('/')
    .some((segment) => looksLikeApiKey(segment, keyPrefix));
  return inPath ? 'The path seems to hold the key, and it is not read from there.' : null;
}

/** A credential that was dropped on a redirect leaves nothing behind: said only where it is plausible. */
function dropped(call: Call, { publicUrl }: MissingOptions): string | null {
  const agent = call.headers.first('user-agent') ?? '';
  const client = DROPPING_CLIENTS.exec(agent)?.[1];
  if (client === undefined) return null;
  const path = pathOf(call.target);
  const wasSentOn = call.headers.has('referer');
  const isPlausible =
    wasSentOn || publicUrl.startsWith('https:') || (path.length > 1 && path.endsWith('/'));
  if (!isPlausible) return null;
  return `If the program did send a credential: ${client} drops it when it is redirected to another host or scheme, so call ${publicUrl} directly.`;
}
