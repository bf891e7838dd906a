import type { Client } from 'oidc-provider';
import { ANY_API_SCOPE } from '../../../kernel/scopes.js';

/** What a client was registered with, read from the members that `EngineClients` adds. */
type Registered = Readonly<Record<string, unknown>> | Client;

/** The scopes that users may grant it, without `*`. */
export function allowedScopes(client: Registered): ReadonlySet<string> {
  const names = namesIn(client['allowed_scope']);
  names.delete(ANY_API_SCOPE);
  return names;
}

/** Whether users may grant it every scope that a protected API defines. */
export function mayAskForAnyScope(client: Registered): boolean {
  return namesIn(client['allowed_scope']).has(ANY_API_SCOPE);
}

/** The scopes that it may have as itself. */
export function machineScopes(client: Registered): ReadonlySet<string> {
  return namesIn(client['machine_scope']);
}

/** The audiences that it may address; null: any. */
export function addressable(client: Registered): readonly string[] | null {
  const audiences = client['resources'];
  return Array.isArray(audiences) ? audiences.map(String) : null;
}

export function appIdOf(client: Registered): string {
  return String(client['app_id']);
}

/** Whether a client may introspect credentials that are neither its own nor its app's. */
export function mayIntrospectAll(client: Registered): boolean {
  return client['introspection'] === 'any';
}

function namesIn(text: unknown): Set<string> {
  return new Set(typeof text === 'string' && text !== '' ? text.split(' ') : []);
}
