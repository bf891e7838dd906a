import { addressOf, type Connection, PLACEHOLDER } from './connection.js';

/** What the operator has to do on this server's side, and what holds for every proxy. */
export function commonNotes(connection: Connection): string[] {
  const { server, publicUrl, queryKeyNames } = connection;
  const notes = [
    `Set OSTIARY_TRUSTED_PROXIES to the address that the proxy calls from, for example ${exampleOf(connection)}. Until then every call is refused with untrusted_proxy.`,
    `The block asks this server at ${addressOf(server)}; from another machine or container put its address there. Clients know it as ${publicUrl}.`,
    'The upstream must be reachable through the proxy only: whoever calls it directly can write the identity headers.',
    'An API whose prefix lies below another one needs a block of its own, before the other.',
  ];
  if (connection.upstream === null) {
    notes.unshift(
      `This API has no upstream: replace ${addressOf(PLACEHOLDER)} by the address of yours.`,
    );
  }
  if (connection.isLocal) {
    notes.push(
      'This server listens on its own machine only; a proxy elsewhere needs HOST to be an address that it reaches.',
    );
  }
  if (connection.readsForwarded) {
    notes.push(
      'OSTIARY_FORWARDING_HEADER is forwarded, but the block tells the caller’s address in X-Forwarded-For: unset it, or every caller has the proxy’s address.',
    );
  }
  if (queryKeyNames.length > 0) {
    notes.push('Keys in the query are written to the access log of the proxy.');
  }
  return notes;
}

function exampleOf({ isLocal }: Connection): string {
  return isLocal ? '127.0.0.1/32' : '10.0.0.5/32';
}
