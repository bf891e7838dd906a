import { AppError } from '../../kernel/errors/index.js';
import { isId } from '../../kernel/ids.js';
import type { ProtectedApiRecord } from './protected-api.js';

/** First segments that are Ostiary's own; an API below them would never be reached. */
const RESERVED = new Set([
  '.well-known',
  'account',
  'admin',
  'connect',
  'console',
  'credential',
  'decisions',
  'docs',
  'doctor',
  'errors',
  'interaction',
  'livez',
  'login',
  'logout',
  'metrics',
  'oauth',
  'openapi.json',
  'pages',
  'readyz',
  'setup',
  'verify',
]);

const PREFIX = /^(?:\/[A-Za-z0-9\-._~]+)+$/;

/**
 * Checks the prefixes of an API by themselves and beside those of the others at its host. A prefix may lie
 * below one of another API: the longer one is found first. Two that differ in case only are one to many
 * servers, and so they are here.
 *
 * @throws AppError `invalid_request` or `conflict`, with a pointer.
 */
export function checkPrefixes(
  api: ProtectedApiRecord,
  others: readonly Pick<ProtectedApiRecord, 'id' | 'host' | 'pathPrefix' | 'pathAliases'>[],
): void {
  const prefixes = [api.pathPrefix, ...api.pathAliases];
  prefixes.forEach((prefix, i) => checkPrefix(prefix, api.host, pointerOf(i)));
  const own = prefixes.map((prefix) => prefix.toLowerCase());
  own.forEach((prefix, i) => {
    if (own.some((other, j) => i !== j && isBelow(prefix, other))) {
      throw invalid(pointerOf(i), 'lies below another one of this API: its rules would hold twice');
    }
  });
  const taken = new Set(
    others
      .filter((other) => other.id !== api.id && other.host === api.host)
      .flatMap((other) => [other.pathPrefix, ...other.pathAliases])
      .map((prefix) => prefix.toLowerCase()),
  );
  own.forEach((prefix, i) => {
    if (taken.has(prefix) || own.indexOf(prefix) !== i) {
      throw new AppError('conflict', {
        detail: `The path prefix ${prefixes[i]} is taken.`,
        errors: [{ pointer: pointerOf(i), detail: 'is taken' }],
      });
    }
  });
}

function isBelow(prefix: string, other: string): boolean {
  return other === '/' ? prefix !== '/' : prefix.startsWith(`${other}/`);
}

function checkPrefix(prefix: string, host: string | null, pointer: string): void {
  if (prefix === '/') {
    if (host !== null) return;
    throw invalid(pointer, 'is needed by an API without a host, and must not be "/"');
  }
  const segments = prefix.slice(1).split('/');
  const dots = segments.some((segment) => segment === '.' || segment === '..');
  if (!PREFIX.test(prefix) || dots) {
    throw invalid(pointer, 'must be /segments of letters, digits and -._~, without a final slash');
  }
  const [first = ''] = segments;
  // Ids of APIs name the metadata of those that have a host.
  if (host === null && (RESERVED.has(first.toLowerCase()) || isId('api', first))) {
    throw invalid(pointer, 'begins with a path that is Ostiary’s own');
  }
}

function pointerOf(index: number): string {
  return index === 0 ? '#/path_prefix' : `#/path_aliases/${index - 1}`;
}

function invalid(pointer: string, detail: string): AppError {
  return new AppError('invalid_request', {
    detail: `The path prefix ${detail}.`,
    errors: [{ pointer, detail }],
  });
}
