import { Injectable } from '@nestjs/common';
import { AppError } from '../kernel/errors/index.js';
import type { Principal } from '../kernel/principal.js';
import { type IdentityToken, IdentityTokens } from '../modules/tokens/index.js';

/** The headers of contract §7 by which an upstream learns who calls. */
export type IdentityHeader =
  | 'x-auth-kind'
  | 'x-auth-subject'
  | 'x-auth-app'
  | 'x-auth-credential'
  | 'x-auth-scopes'
  | 'x-auth-roles'
  | 'x-auth-groups'
  | 'x-auth-token';

/** Nobody was established. Empty rather than absent: a proxy that copies them overwrites the client's. */
export const NO_IDENTITY: Readonly<Record<IdentityHeader, string>> = Object.freeze({
  'x-auth-kind': '',
  'x-auth-subject': '',
  'x-auth-app': '',
  'x-auth-credential': '',
  'x-auth-scopes': '',
  'x-auth-roles': '',
  'x-auth-groups': '',
  'x-auth-token': '',
});

/** Of all identity headers together: common proxies read 8 KB of headers, with everything else in them. */
const MOST_BYTES = 6_656;

/** Names under which upstreams are told who calls; a caller's own copy never passes. */
const IDENTITY_NAMES = new Set([
  'remote-user',
  'x-remote-user',
  'x-user',
  'x-webauth-user',
  'x-forwarded-user',
  'x-forwarded-email',
  'x-forwarded-groups',
  'x-forwarded-preferred-username',
  'x-forwarded-access-token',
]);

/**
 * The name that a header could have for an upstream: what stands between the words of one is `_` to CGI and
 * its heirs, whatever it was (RFC 3875 §4.1.18 speaks of `-`; some servers do it to every other character).
 */
export function foldedHeaderName(name: string): string {
  return name
    .toLowerCase()
    .trim()
    .replace(/[^a-z0-9]/g, '-');
}

/** Whether a header could tell an upstream who calls, in any spelling that an upstream may fold. */
export function isIdentityHeader(name: string): boolean {
  const folded = foldedHeaderName(name);
  return folded.startsWith('x-auth-') || IDENTITY_NAMES.has(folded);
}

interface Told {
  readonly headers: Readonly<Record<IdentityHeader, string>>;
  readonly lines: readonly string[];
}

/** Tells an upstream who calls, behind the gateway and behind a proxy that asks us alike. */
@Injectable()
export class IdentityHeaders {
  /** By the token, which says the same: whoever shares that shares these. */
  private readonly told = new WeakMap<IdentityToken, Told>();

  constructor(private readonly tokens: IdentityTokens) {}

  /**
   * Every identity header, empty where there is nothing to say. Lists are separated by commas, scopes by
   * spaces.
   *
   * @param audience the API that the token is for
   * @throws AppError `identity_too_long`; `unavailable` while there is no signing key
   */
  of(principal: Principal, audience: string): Readonly<Record<IdentityHeader, string>> {
    return this.toldOf(principal, audience).headers;
  }

  /**
   * The same as names and values in turn, for Node's `writeHead`.
   *
   * @throws AppError as `of`
   */
  linesOf(principal: Principal, audience: string): readonly string[] {
    return this.toldOf(principal, audience).lines;
  }

  private toldOf(principal: Principal, audience: string): Told {
    const identity = this.tokens.tokenFor(principal, audience);
    const known = this.told.get(identity);
    if (known !== undefined) return known;
    const headers = this.headersOf(principal, identity.token);
    const told = { headers, lines: linesOf(headers) };
    this.told.set(identity, told);
    return told;
  }

  private headersOf(principal: Principal, token: string): Record<IdentityHeader, string> {
    const headers = {
      'x-auth-kind': principal.kind,
      'x-auth-subject': headerText(principal.subject),
      'x-auth-app': headerText(principal.appId ?? ''),
      'x-auth-credential': headerText(principal.credentialId ?? ''),
      'x-auth-scopes': principal.scopes.join(' '),
      'x-auth-roles': principal.roles.map(listItem).join(','),
      'x-auth-groups': principal.groups.map(listItem).join(','),
      'x-auth-token': token,
    };
    let bytes = 0;
    for (const name in headers) bytes += headers[name as IdentityHeader].length;
    // Half of a list would be another caller, with other rights.
    if (bytes > MOST_BYTES) {
      throw new AppError('identity_too_long', {
        detail: `What this credential says of its holder comes to ${bytes} bytes of headers; at most ${MOST_BYTES} are passed on.`,
        ...(principal.credentialId === null ? {} : { credentialId: principal.credentialId }),
      });
    }
    return headers;
  }
}

function linesOf(headers: Readonly<Record<IdentityHeader, string>>): string[] {
  const lines: string[] = [];
  for (const name in headers) lines.push(name, headers[name as IdentityHeader]);
  return lines;
}

const IS_PLAIN = /^[\x21-\x24\x26-\x7e]*$/;

/** Percent-encodes (as UTF-8) whatever is not a visible ASCII character, and the percent sign. */
function headerText(text: string): string {
  return IS_PLAIN.test(text) ? text : text.replace(/[^\x21-\x24\x26-\x7e]/gu, encodeURIComponent);
}

function listItem(text: string): string {
  return headerText(text).replaceAll(',', '%2C');
}
