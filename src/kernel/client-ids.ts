import { derivedId } from './ids.js';

/** The app of all clients that nobody here registered. It has no owner; disabled, it stops them all. */
export const SELF_REGISTERED_APP_ID = derivedId('app', 'self-registered clients');

/** The app of the clients that are parts of this server, and have no owner either. */
export const OWN_CLIENTS_APP_ID = derivedId('app', 'clients of this server');

/** The web console. */
export const CONSOLE_CLIENT_ID = derivedId('cli', 'console');

/** Swagger UI, when somebody signs in on its page. */
export const DOCS_CLIENT_ID = derivedId('cli', 'API reference');

/** Whether a `client_id` is the URL of a metadata document: in one spelling only, as it is compared as a text. */
export function isDocumentUrl(clientId: string): boolean {
  return clientId.startsWith('https://');
}

/**
 * The id under which a client is kept: its `client_id`, or, where that is the URL of its metadata
 * document, an id that goes with the URL.
 */
export function clientRowId(clientId: string): string {
  return isDocumentUrl(clientId) ? derivedId('cli', clientId) : clientId;
}
