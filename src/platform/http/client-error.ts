import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../../kernel/clock.js';
import { AppError, toProblem } from '../../kernel/errors/index.js';
import { newId } from '../../kernel/ids.js';
import { PROBLEM_MEDIA_TYPE } from './problem.js';

/** Node's reasons to give up before there is a request; every other one is a malformed message. */
const STATUSES: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};
const DETAILS: Readonly<Record<number, string>> = {
  400: 'The request is not valid HTTP.',
  408: 'The request took too long to arrive.',
  413: 'The request is too large.',
  431: 'The request headers are too large.',
};

/** Answers bytes that are no request with a problem document, and ends the connection. */
export function createClientErrorHandler(
  publicUrl: string,
  clock: Clock,
): (error: Error & { code?: string }, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    if (socket.writable && socket.bytesWritten === 0) {
      socket.write(responseTo(error.code ?? '', publicUrl, newId('req', clock.now())));
    }
    socket.destroy();
  };
}

function responseTo(reason: string, publicUrl: string, requestId: string): string {
  const status = STATUSES[reason] ?? 400;
  const problem = new AppError('invalid_request', { detail: DETAILS[status] });
  const body = JSON.stringify({
    ...toProblem(problem, { requestId, publicUrl, instance: '/' }),
    status,
  });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
