import { api, unwrap } from '../../api/client';
import type { components } from '../../api/schema';

export type FoundCredential = components['schemas']['FoundCredential'];

export function findCredential(isAdmin: boolean, credential: string): Promise<FoundCredential> {
  const path = isAdmin ? '/admin/credentials/find' : '/account/credentials/find';
  return unwrap(api.POST(path, { body: { credential } }));
}

/** Ends what was found, by the address that the server named for it. */
export function endFound(path: string) {
  // One of many addresses, each with its ids filled in; the call is the same as for this one.
  return unwrap(api.DELETE(path as '/account/sessions'));
}
