import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../../kernel/clock.js';
import { AppError, toProblem } from '../../kernel/errors/index.js';
import { newId } from '../../kernel/ids.js';
import { PROBLEM_MEDIA_TYPE } from './problem.js';
import { ALLOWED_METHODS } from './strict-request.js';

/** Node's reasons to give up before there is a request; every other one is a malformed message. */
const STATUSES: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};
const DETAILS: Readonly<Record<number, string>> = {
  400: 'The request is not valid HTTP.',
  413: 'The request is too large.',
  431: 'The request headers are too large.',
};

/** Answers what is no request that a route could take with a problem document, and ends the connection. */
export class ConnectionRefusals {
  constructor(
    private readonly publicUrl: string,
    private readonly clock: Clock,
  ) {}

  /** Bytes that are no request, or come too slowly. */
  readonly onClientError = (error: Error, socket: Socket): void => {
    const { code = '', rawPacket } = error as { code?: string; rawPacket?: unknown };
    if (code === 'ECONNRESET' || socket.destroyed) return;
    // Node's parser does not know this method.
    const isTrack = code === 'HPE_INVALID_METHOD' && isTrackRequest(rawPacket);
    this.refuse(socket, isTrack ? 405 : (STATUSES[code] ?? 400));
  };

  /** The body of a request that stopped coming. */
  readonly onSlowBody = (socket: Socket): void => this.refuse(socket, 408);

  /** This server is no tunnel. */
  readonly onConnectMethod = (_request: IncomingMessage, socket: Socket): void => {
    socket.on('error', () => undefined);
    this.refuse(socket, 405);
  };

  private refuse(socket: Socket, status: number): void {
    if (socket.writable && socket.bytesWritten === 0) {
      socket.end(responseOf(status, this.publicUrl, newId('req', this.clock.now())), () =>
        socket.destroy(),
      );
    } else {
      socket.destroy();
    }
  }
}

function isTrackRequest(packet: unknown): boolean {
  return Buffer.isBuffer(packet) && packet.subarray(0, 6).toString('latin1') === 'TRACK ';
}

function responseOf(status: number, publicUrl: string, requestId: string): string {
  const body = JSON.stringify({
    ...toProblem(problemOf(status), { requestId, publicUrl, instance: '/' }),
    status,
  });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    ...(status === 405 ? [`Allow: ${ALLOWED_METHODS}`] : []),
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

function problemOf(status: number): AppError {
  if (status === 405) return new AppError('method_not_allowed');
  if (status === 408) return new AppError('request_timeout');
  return new AppError('invalid_request', { detail: DETAILS[status] });
}
