import type { Connection } from './connection.js';
import { parameterSpellings, prefixAlternatives } from './path-patterns.js';
import { lines } from './block.js';

/**
 * The maps that make the target for the upstream out of the caller's, byte for byte: nginx itself would
 * decode the path.
 *
 * @returns the text for the `http` context, and the variable; null where the target stays as it is
 */
export function targetMaps(connection: Connection): { text: string; variable: string } | null {
  const { label, basePath, prefixes, queryKeyNames } = connection;
  if (basePath === null && queryKeyNames.length === 0) return null;
  const path = `$${label}_path`;
  const query = `$${label}_query`;
  const target = `$${label}_target`;
  const text = lines(
    pathMap(path, basePath, prefixes),
    queryMap(query, queryKeyNames),
    `map ${query} ${target} {`,
    `    default "${path}?${query}";`,
    `    ""      "${path}";`,
    '}',
  );
  return { text, variable: target };
}

function pathMap(path: string, basePath: string | null, prefixes: readonly string[]): string {
  const pattern =
    basePath === null
      ? `^(?<ostiary_rest>[^?]*)`
      : `^${prefixAlternatives(prefixes)}(?<ostiary_rest>/[^?]*)?(?:\\?|$)`;
  return lines(
    basePath === null
      ? null
      : '# The path of the upstream in place of the prefix; the rest as the caller wrote it.',
    `map $request_uri ${path} {`,
    '    default "/";',
    basePath === '' ? `    "~^${prefixAlternatives(prefixes)}(?:\\?|$)" "/";` : null,
    `    "~${pattern}" "${basePath ?? ''}$ostiary_rest";`,
    '}',
  );
}

function queryMap(query: string, names: readonly string[]): string {
  if (names.length === 0) return lines(`map $args ${query} {`, '    default $args;', '}');
  const name = parameterSpellings(names);
  return lines(
    '# The query without the key, however its name is encoded.',
    `map $args ${query} {`,
    '    default $args;',
    `    "~^${name}=[^&]*(?:&(?<ostiary_after>.*))?$" "$ostiary_after";`,
    `    "~^(?<ostiary_before>.*)&${name}=[^&]*(?<ostiary_after>&.*)?$" "$ostiary_before$ostiary_after";`,
    '}',
  );
}
