import { errors, type ClaimsParameter, type Client, type KoaContextWithOIDC } from 'oidc-provider';
import { allowedScopes } from './client-authority.js';
import { CLAIMS_BY_SCOPE } from './oauth-settings.js';

const PLACES = ['userinfo', 'id_token'] as const;

/** The scope that a client needs to be registered for before it may ask for a claim by name. */
const SCOPE_OF_CLAIM: ReadonlyMap<string, string> = new Map(
  Object.entries(CLAIMS_BY_SCOPE).flatMap(([scope, claims]) =>
    claims.map((claim) => [claim, scope] as const),
  ),
);

/**
 * Keeps the `claims` parameter (OpenID Connect Core §5.5) within what the client was registered for: it
 * is another way to ask, not a way to more. Like any claim that cannot be had, the others are left out
 * without an error (§5.5.1), essential or not.
 *
 * @throws InvalidRequest for a request of a claim that is neither null nor an object
 */
export function boundClaimsParameter(
  { oidc: { params } }: KoaContextWithOIDC,
  requested: ClaimsParameter,
  client: Client,
): void {
  const scopes = allowedScopes(client);
  const kept: Record<string, object> = {};
  for (const place of PLACES) {
    const claims = Object.entries(requested[place] ?? {});
    if (!claims.every(([, wish]) => isWish(wish))) {
      throw new errors.InvalidRequest(`claims.${place} members must be null or objects`);
    }
    const allowed = claims.filter(([name]) => {
      const scope = SCOPE_OF_CLAIM.get(name);
      return scope === undefined || scopes.has(scope);
    });
    if (requested[place] !== undefined) kept[place] = Object.fromEntries(allowed);
  }
  if (params !== undefined) params['claims'] = JSON.stringify(kept);
}

function isWish(wish: unknown): boolean {
  return typeof wish === 'object' && !Array.isArray(wish);
}
