const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether browsers give pages at this address cryptography, without which they can make no sign-in with PKCE:
 * with TLS, or on the same machine.
 */
export function isSecureContext(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || LOOPBACK_HOSTS.has(hostname);
}
