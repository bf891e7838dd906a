/** Names in a pointer are cut here: they are the caller's own text, but they need not fill a log. */
const MAX_NAME_LENGTH = 64;

/** A JSON Pointer in URI fragment form (RFC 6901 §6): `#` for the whole, `#/a/0` for a place in it. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return ['#', ...path.map(tokenOf)].join('/');
}

function tokenOf(key: PropertyKey): string {
  const name = String(key)
    .slice(0, MAX_NAME_LENGTH)
    .replace(/\p{Surrogate}/gu, '');
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}
