import { IncomingMessage } from 'node:http';

/**
 * A request of which Node believes that it wants another protocol only if that is WebSocket, which the
 * gateway can give. Everybody else who offers to upgrade, as Java's client does with `h2c` on each new
 * connection, goes on in HTTP/1.1 as if nothing had been said (RFC 9110 §7.8).
 */
export class UpgradableMessage extends IncomingMessage {
  private offersUpgrade = false;

  /** Node asks once the headers are there. */
  get upgrade(): boolean {
    return this.offersUpgrade && (this.method === 'CONNECT' || isWebSocketHandshake(this));
  }

  /** Node's parser says so of any `Upgrade` that `Connection` names. */
  set upgrade(offers: boolean | null) {
    this.offersUpgrade = offers === true;
  }
}

/** RFC 6455 §4.1: a GET without a body. */
function isWebSocketHandshake({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.upgrade?.trim().toLowerCase() === 'websocket' &&
    headers['transfer-encoding'] === undefined &&
    (headers['content-length'] ?? '0') === '0'
  );
}
