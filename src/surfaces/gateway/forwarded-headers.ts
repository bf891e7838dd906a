import type { IncomingHttpHeaders } from 'node:http';
import { isIdentityHeader } from '../../auth/index.js';

/** What the gateway tells the upstream about a call. */
export interface ForwardedCall {
  /** The headers that say who calls. */
  readonly identity: Readonly<Record<string, string>>;
  readonly requestId: string;
  readonly clientAddress: string | null;
  /** `Host` as the client sent it. */
  readonly host: string | undefined;
  /** `http` or `https`, as the public URL has it. */
  readonly scheme: string;
  /** Lower-case names of headers that carry credentials. */
  readonly credentialHeaders: ReadonlySet<string>;
}

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

/**
 * What a caller may have written about the way the request took, and what makes some frameworks act on
 * another method or path than the one that was decided on.
 */
const FORWARDING_HEADERS =
  /^(?:forwarded|x-forwarded-.*|x-original-.*|x-real-ip|x-request-id|x-client-ip|x-cluster-client-ip|true-client-ip|cf-connecting-ip|x-http-method(?:-override)?|x-method-override|x-rewrite-url)$/;

/** Our own cookies: an upstream neither sees nor sets them. */
export const OWN_COOKIE = /^(?:__Host-)?ostiary_/;

/**
 * The headers that go to the upstream: the client's without its credential, without any identity or
 * forwarding header of its own, and with ours.
 */
export function forwardedHeaders(
  headers: Readonly<IncomingHttpHeaders>,
  call: ForwardedCall,
): Record<string, string | string[]> {
  const forwarded: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || isDropped(name, call)) continue;
    if (name === 'cookie') {
      const rest = withoutOwnCookies(String(value));
      if (rest !== '') forwarded['cookie'] = rest;
    } else {
      forwarded[name] = value;
    }
  }
  return Object.assign(forwarded, call.identity, {
    'x-request-id': call.requestId,
    'x-forwarded-proto': call.scheme,
    ...(call.host === undefined ? {} : { 'x-forwarded-host': call.host }),
    ...(call.clientAddress === null ? {} : { 'x-forwarded-for': call.clientAddress }),
  });
}

function isDropped(name: string, call: ForwardedCall): boolean {
  return (
    CONNECTION_HEADERS.has(name) ||
    call.credentialHeaders.has(name) ||
    FORWARDING_HEADERS.test(name.replaceAll('_', '-')) ||
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
