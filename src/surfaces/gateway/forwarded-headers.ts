import { foldedHeaderName, isIdentityHeader } from '../../auth/index.js';
import { type HeaderLines, LayoutFact } from '../../kernel/header-lines.js';
import { LOOP_MARK } from '../../platform/http/index.js';

/** What the gateway tells the upstream about a call. */
export interface ForwardedCall {
  /** The headers that say who calls, names and values in turn. */
  readonly identity: readonly string[];
  readonly requestId: string;
  readonly clientAddress: string | null;
  /** `Host` as the client sent it. */
  readonly host: string | undefined;
  /** `http` or `https`, as the public URL has it. */
  readonly scheme: string;
  readonly names: ForwardedNames;
}

/** Of each header line the name as it goes on, in lower case; null: it does not. */
export type ForwardedNames = LayoutFact<readonly (string | null)[]>;

/** Belong to one connection only (RFC 9110 §7.6.1), or would make the upstream wait for us. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What the connection to the upstream says for itself. */
const HOST = 'host';

/**
 * What a caller may have written about the way the request took, and what makes some frameworks act on
 * another method or path than the one that was decided on.
 */
const FORWARDING_HEADERS =
  /^(?:forwarded|x-forwarded-.*|x-original-.*|x-real-ip|x-request-id|x-client-ip|x-cluster-client-ip|true-client-ip|cf-connecting-ip|x-http-method(?:-override)?|x-method-override|x-rewrite-url)$/;

/** Our own cookies: an upstream neither sees nor sets them. */
export const OWN_COOKIE = /^(?:__Host-)?ostiary_/;

/**
 * The headers that go to the upstream, names and values in turn: the client's, in their order, without
 * its credential, without what was for this connection only (RFC 9110 §7.6.1) and without any identity or
 * forwarding header of its own; then ours.
 */
export function forwardedHeaders(headers: HeaderLines, call: ForwardedCall): string[] {
  const forwarded: string[] = [];
  const forConnection = namedInConnection(headers);
  const names = call.names.of(headers.layout);
  for (let line = 0; line < names.length; line += 1) {
    const name = names[line] ?? null;
    if (name === null || forConnection?.has(name) === true) continue;
    const value = headers.raw[2 * line + 1] as string;
    if (name !== 'cookie') {
      forwarded.push(name, value);
      continue;
    }
    const rest = withoutOwnCookies(value);
    if (rest !== '') forwarded.push(name, rest);
  }
  for (const part of call.identity) forwarded.push(part);
  forwarded.push('x-request-id', call.requestId, 'x-forwarded-proto', call.scheme);
  // RFC 8586: those of other proxies before us stay.
  forwarded.push('cdn-loop', LOOP_MARK);
  if (call.host !== undefined) forwarded.push('x-forwarded-host', call.host);
  if (call.clientAddress !== null) forwarded.push('x-forwarded-for', call.clientAddress);
  return forwarded;
}

/** Connection options are header names in any case (RFC 9110 §7.6.1); null when there are none to drop. */
function namedInConnection({ raw, layout }: HeaderLines): ReadonlySet<string> | null {
  let names: Set<string> | null = null;
  for (const place of layout.placesOf('connection')) {
    const options = (raw[place] as string).toLowerCase();
    if (options === 'keep-alive' || options === 'close') continue;
    names ??= new Set();
    for (const option of options.split(/[\s,]+/)) {
      names.add(option);
    }
  }
  return names;
}

/** @param credentialHeaders lower-case names of headers that carry credentials */
export function forwardedNames(credentialHeaders: ReadonlySet<string>): ForwardedNames {
  return new LayoutFact(({ names }) =>
    names.map((name) => (isDropped(name, credentialHeaders) ? null : name)),
  );
}

function isDropped(name: string, credentialHeaders: ReadonlySet<string>): boolean {
  if (name === HOST || CONNECTION_HEADERS.has(name)) return true;
  const folded = foldedHeaderName(name);
  return (
    credentialHeaders.has(folded) ||
    credentialHeaders.has(name) ||
    FORWARDING_HEADERS.test(folded) ||
    isIdentityHeader(name)
  );
}

function withoutOwnCookies(value: string): string {
  return value
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => !OWN_COOKIE.test(cookie))
    .join('; ');
}
