const SHOWN = 12;
const TOKENS = new Set(['access_token', 'refresh_token', 'id_token']);

/** A token response without what would let somebody who looks over a shoulder in. */
export function masked(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      TOKENS.has(name) && typeof value === 'string' ? `${value.slice(0, SHOWN)}…` : value,
    ]),
  );
}

/** What a JWT says (RFC 7519), without checking it; null for a token that is none. */
export function claimsOf(token: unknown): unknown {
  if (typeof token !== 'string') return null;
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) return null;
  try {
    const bytes = Uint8Array.from(
      atob(payload.replaceAll('-', '+').replaceAll('_', '/')),
      (character) => character.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
