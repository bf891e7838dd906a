/** A key that was found in the query. */
export interface QueryKey {
  readonly value: string;
  /** The query without the parameter; every other byte, and the order, is kept. */
  readonly rest: string;
}

/**
 * Finds the parameters of a raw query whose decoded name is one of `names`, matched exactly: another
 * spelling (`API_KEY`, `api_key[]`) is another parameter, and a name without `=` is no key.
 *
 * @returns all that were found, each with the query that remains without any of them.
 */
export function findQueryKeys(query: string, names: readonly string[]): QueryKey[] {
  if (query === '' || names.length === 0) return [];
  const values: string[] = [];
  const kept: string[] = [];
  for (const part of query.split('&')) {
    const equals = part.indexOf('=');
    const name = equals === -1 ? null : formDecode(part.slice(0, equals));
    if (name !== null && names.includes(name)) {
      values.push(formDecode(part.slice(equals + 1)) ?? '');
    } else {
      kept.push(part);
    }
  }
  const rest = kept.join('&');
  return values.map((value) => ({ value, rest }));
}

/** Decodes `application/x-www-form-urlencoded` text; null when it is not well formed. */
function formDecode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}
