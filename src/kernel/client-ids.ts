import { derivedId } from './ids.js';

/** The app of all clients that nobody here registered. It has no owner; disabled, it stops them all. */
export const SELF_REGISTERED_APP_ID = derivedId('app', 'self-registered clients');

/**
 * The id under which a client is kept: its `client_id`, or, where that is the URL of its metadata
 * document, an id that goes with the URL.
 */
export function clientRowId(clientId: string): string {
  return clientId.startsWith('https://') ? derivedId('cli', clientId) : clientId;
}
