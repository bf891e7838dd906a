import { isIP } from 'node:net';
import { AppError } from './errors/index.js';

/** A compiled list of web origins. */
export interface OriginMatcher {
  /** Whether the value of an `Origin` header, exactly as it was sent, is on the list. */
  matches(rawOrigin: string): boolean;
}

interface WildcardRule {
  readonly scheme: string;
  readonly suffix: string;
}

// Any other character (userinfo, path, query, fragment, percent sign, white space) ends the match.
const ENTRY = /^(https?:\/\/)(\*\.)?([^\s/\\?#@:%*[\]]+|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?\/?$/i;
const ONE_LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const NOT_ASCII = /[^\x21-\x7E]/;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http://': 80, 'https://': 443 };

/**
 * The canonical text of one allowlist entry, as a browser would send it (RFC 6454 §6.1): lower case,
 * a Unicode host as punycode, no default port. `https://*.example.com` stands for exactly one label:
 * it covers `https://a.example.com`, neither `https://example.com` nor `https://a.b.example.com`.
 *
 * @throws AppError `invalid_request` for `null`, `*`, other schemes, and anything behind the host and port
 */
export function parseOrigin(text: string): string {
  const [, rawScheme, wildcard = '', rawHost, rawPort] = ENTRY.exec(text) ?? [];
  if (rawScheme === undefined || rawHost === undefined) throw refusal();
  const scheme = rawScheme.toLowerCase();
  const host = canonicalHost(rawHost);
  if (wildcard !== '' && (isIP(host) !== 0 || host.startsWith('[') || !host.includes('.'))) {
    throw refusal('must have a registered name of at least two labels behind its wildcard');
  }
  return `${scheme}${wildcard}${host}${canonicalPort(rawPort, scheme)}`;
}

/**
 * Compiles a list once, to be asked per request. The request's value is compared as it stands and never
 * parsed: what a URL parser would tidy up (case, `:443`, a trailing slash) no browser sends. An empty
 * list matches nothing.
 *
 * @throws AppError `invalid_request` as `parseOrigin`
 */
export function compileOrigins(list: readonly string[]): OriginMatcher {
  const exact = new Set<string>();
  const wildcards: WildcardRule[] = [];
  for (const entry of list.map(parseOrigin)) {
    const [scheme, rest] = entry.split('*');
    if (scheme !== undefined && rest !== undefined) wildcards.push({ scheme, suffix: rest });
    else exact.add(entry);
  }
  return {
    matches: (rawOrigin) =>
      exact.has(rawOrigin) || wildcards.some((rule) => matchesWildcard(rule, rawOrigin)),
  };
}

function matchesWildcard({ scheme, suffix }: WildcardRule, rawOrigin: string): boolean {
  if (!rawOrigin.startsWith(scheme) || !rawOrigin.endsWith(suffix)) return false;
  return ONE_LABEL.test(rawOrigin.slice(scheme.length, -suffix.length));
}

function canonicalHost(rawHost: string): string {
  const url = `http://${rawHost}`;
  if (!URL.canParse(url)) throw refusal();
  const host = new URL(url).hostname;
  // An ASCII host that the parser would change (0x7f.1, 127.1) is not what its author believes it is.
  const isChanged = NOT_ASCII.test(rawHost) ? isIP(host) !== 0 : host !== rawHost.toLowerCase();
  if (host === '' || host.endsWith('.') || isChanged) throw refusal();
  return host;
}

function canonicalPort(rawPort: string | undefined, scheme: string): string {
  if (rawPort === undefined) return '';
  const port = Number(rawPort);
  if (port < 1 || port > 65_535) throw refusal();
  return port === DEFAULT_PORTS[scheme] ? '' : `:${port}`;
}

/** @param phrase can be read after the place where the entry stands */
function refusal(phrase = 'must be a web origin such as https://app.example.com'): AppError {
  return new AppError('invalid_request', {
    detail: `The entry ${phrase}.`,
    errors: [{ pointer: '#', detail: phrase }],
    hint: 'Write scheme and host only, such as https://app.example.com or https://*.example.com.',
  });
}
