import type { Finding } from './pasted-call.js';

/** Where a pasted call goes, with every byte of its path and query as it was written. */
export interface NamedUrl {
  readonly host: string | null;
  /** Path and query, as a request line has them. */
  readonly target: string;
  readonly findings: readonly Finding[];
}

const URL_PARTS = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^@/?#]*@)?([^/?#]*)(\/[^?#]*)?(\?[^#]*)?/i;

/** @param publicUrl of this server, without a trailing slash */
export function readUrl(url: string, headerHost: string | null, publicUrl: string): NamedUrl {
  const [, scheme, authority = '', path = '/', query = ''] = URL_PARTS.exec(url) ?? [];
  const host = authority === '' ? headerHost : authority.toLowerCase();
  const own = new URL(publicUrl);
  const findings: Finding[] = [];
  if (host !== null && !isLoopbackTwin(host, own.host)) {
    findings.push({
      name: 'other_host',
      text: `The call goes to another host than this server, which is ${own.host}. It was looked at as if it came here.`,
    });
  }
  if (own.protocol === 'https:' && (scheme === undefined ? authority !== '' : scheme === 'http')) {
    findings.push({
      name: 'plain_http',
      text: `The URL is http, and this server is ${publicUrl}: on the redirect to https many clients drop the Authorization header.`,
    });
  }
  return { host: headerHost ?? host, target: `${path}${query}`, findings };
}

/** `localhost` and its addresses are one machine, whatever it is called. */
function isLoopbackTwin(host: string, own: string): boolean {
  const plain = (text: string): string =>
    text.replace(/^(?:127\.0\.0\.1|\[::1\]|localhost)(?=:|$)/, 'localhost');
  return plain(host) === plain(own);
}
