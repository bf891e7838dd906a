import { registrationOf, type Registration } from './client-registration.js';
import { toClientMetadata, type ClientMetadata, type RegisteredClient } from './oauth-client.js';

/** Those that differ: what a change leaves as it is, it does not write. */
export function differingColumns(
  current: RegisteredClient,
  next: Partial<Registration>,
): Partial<Registration> {
  const changed = Object.entries(next).filter(
    ([name, value]) =>
      JSON.stringify(value) !== JSON.stringify(current[name as keyof Registration]),
  );
  return Object.fromEntries(changed);
}

/** A change of the authentication method brings its own PKCE default, unless one is asked for. */
export function changedRegistration(
  current: RegisteredClient,
  changes: Partial<ClientMetadata>,
): Registration {
  const method = changes.token_endpoint_auth_method;
  const keepsMethod = method === undefined || method === current.tokenEndpointAuthMethod;
  const { require_pkce, kind, ...rest } = toClientMetadata(current);
  const kept = { ...rest, ...(keepsMethod ? { require_pkce } : {}) };
  return registrationOf({ ...kept, ...withoutAbsent(changes) }, kind);
}

function withoutAbsent<T extends object>(values: T): Partial<T> {
  const present = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as Partial<T>;
}
