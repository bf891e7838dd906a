import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** For a body that we read ourselves, or throw away, to arrive. */
export const BODY_TIMEOUT_MS = 60_000;
/** What is still to come of a refused body may be read and dropped, up to here. */
const WORTH_READING_BYTES = 64 * 1024;
/** How long a client that is still sending may take to notice its answer. */
const LINGER_MS = 5_000;

/** Connections that take no further request. */
const closing = new WeakSet<Socket>();

/** Whether the request announces a body (RFC 9112 §6.3). */
export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/** Whether an earlier answer on this connection said that it was the last. */
export function isClosing({ socket }: IncomingMessage): boolean {
  return closing.has(socket);
}

/**
 * Gives a body a minute to arrive in whole, or ends the connection: a byte now and then must not hold it
 * for ever. Node's own bound would also end an upload that goes on for longer.
 */
export function limitBodyTime(request: IncomingMessage, onTimeout: (socket: Socket) => void): void {
  const timer = setTimeout(() => {
    if (!request.complete) onTimeout(request.socket);
  }, BODY_TIMEOUT_MS).unref();
  request.once('close', () => clearTimeout(timer));
}

/**
 * Prepares for an answer that goes out before the body of its request is in. A small rest is read and
 * dropped; else this answer is the last on its connection.
 */
export function leaveUnread(request: FastifyRequest, reply: FastifyReply): void {
  const { raw } = request;
  if (raw.complete || !hasBody(raw)) return;
  const length = raw.headers['content-length'];
  const isSmall = length !== undefined && Number(length) <= WORTH_READING_BYTES;
  if (isSmall && raw.headers.expect === undefined) {
    limitBodyTime(raw, (socket) => socket.destroy());
  } else {
    closeUnread(request, reply);
  }
}

/**
 * Makes this answer the last on its connection, and lets the client read it: to close at once, with
 * bytes unread, would be a reset, which takes the answer back from clients that write all of their body
 * before they read.
 */
export function closeUnread({ raw }: FastifyRequest, reply: FastifyReply): void {
  const { socket } = raw;
  if (closing.has(socket)) return;
  closing.add(socket);
  reply.raw.shouldKeepAlive = false;
  // Node calls this when the last answer of a connection is out.
  socket.destroySoon = () => {
    socket.end();
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(timer));
    raw.once('close', () => socket.destroy());
    raw.resume();
  };
}
