import type { ApplicationType } from './oauth-client.entity.js';

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
const LONGEST_URI = 2000;
const PRINTABLE_ASCII = /^[\x21-\x7E]+$/;

/** Whether the URI uses a scheme of an app's own, such as `com.example.app:/callback`. */
export function isPrivateUse(uri: string): boolean {
  const scheme = URL.parse(uri)?.protocol;
  return scheme !== undefined && scheme !== 'https:' && scheme !== 'http:';
}

/**
 * What is wrong with a redirect URI, or null when it may be registered. Redirect URIs are compared as
 * strings (RFC 9700 §2.1), so one spelling only is taken: the canonical one. Accepted are https, http
 * on a loopback host (RFC 8252 §7.3) and, for native apps, a private-use scheme that has a dot (§7.1).
 */
export function redirectUriProblem(uri: string, type: ApplicationType): string | null {
  if (uri.length > LONGEST_URI) return `is longer than ${LONGEST_URI} characters`;
  if (!PRINTABLE_ASCII.test(uri)) return 'may contain printable ASCII characters only';
  if (uri.includes('#')) return 'must not have a fragment';
  if (uri.includes('*')) return 'must not have a wildcard: it is compared exactly';
  const parsed = URL.parse(uri);
  if (parsed === null) return 'is not an absolute URI';
  if (parsed.username !== '' || parsed.password !== '' || authorityOf(uri).includes('@')) {
    return 'must not have a user name or password';
  }
  return schemeProblem(parsed, type) ?? spellingProblem(uri, parsed);
}

function schemeProblem(parsed: URL, type: ApplicationType): string | null {
  const isLoopback = LOOPBACK_HOSTS.has(parsed.hostname);
  if (parsed.protocol === 'http:') {
    return isLoopback ? null : 'must use https; http is for loopback hosts only';
  }
  if (parsed.protocol === 'https:') {
    return isLoopback && type === 'native'
      ? 'must use http for a loopback host of a native app'
      : null;
  }
  if (!parsed.protocol.includes('.')) {
    return 'must use https, http on a loopback host, or a scheme like com.example.app';
  }
  return type === 'native' ? null : 'needs application_type native for a scheme of its own';
}

function spellingProblem(uri: string, parsed: URL): string | null {
  if (parsed.href === uri || parsed.href === `${uri}/`) return null;
  return `is not in its canonical form, which is ${parsed.href}`;
}

function authorityOf(uri: string): string {
  return /^[^:]+:\/\/([^/?]*)/.exec(uri)?.[1] ?? '';
}
