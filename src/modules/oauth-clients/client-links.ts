const LONGEST_LINK = 2000;
/** The parser of URLs would leave them out, or write them otherwise; what is kept is as it was sent. */
const UNWRITTEN = /[\s\p{Cc}\p{Cs}]/u;
const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What is wrong with the address of a page about the client, or null. */
export function linkProblem(link: string): string | null {
  if (link.length > LONGEST_LINK) return `is longer than ${LONGEST_LINK} characters`;
  if (UNWRITTEN.test(link)) return 'must not have spaces or control characters';
  const url = URL.parse(link);
  if (url === null) return 'is not an absolute URL';
  if (url.username !== '' || url.password !== '') return 'must not have a user name or password';
  const isLocal = url.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname);
  return url.protocol === 'https:' || isLocal ? null : 'must use https';
}

/** The same for `jwks_uri`, from which this server fetches. */
export function jwksUriProblem(uri: string): string | null {
  const problem = linkProblem(uri);
  if (problem !== null) return problem;
  if (!uri.startsWith('https:')) return 'must use https';
  return uri.includes('#') ? 'must not have a fragment' : null;
}
