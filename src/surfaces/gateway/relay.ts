import type {
  IncomingHttpHeaders,
  OutgoingHttpHeader,
  OutgoingHttpHeaders,
  ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dispatcher } from 'undici';
import type { AppError } from '../../kernel/errors/index.js';
import { closeUnread, sendProblem } from '../../platform/http/index.js';
import { returnedHeaders, type ReturnSettings } from './returned-headers.js';
import type { UploadBody } from './upload-body.js';
import { isStaleConnection, upstreamRefusal } from './upstream-error.js';

/** An upstream may say that it is still there, but not for ever (RFC 9110 §15.2). */
const MOST_INFORMATIONAL = 16;
/** A text is copied once more than a buffer. */
const MOST_BYTES_AT_ONCE = 16 * 1024;
/** No body, and nothing that asking twice would do twice (RFC 9110 §9.2.1). */
const REPEATABLE = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface RelayOptions {
  readonly dispatcher: Dispatcher;
  readonly call: Dispatcher.DispatchOptions;
  readonly upload: UploadBody | null;
  readonly settings: ReturnSettings;
  /** Longest time that the client takes nothing of the answer while there is some. */
  readonly idleTimeoutMs: number;
  /** Once, at the end: the status of the upstream's answer, or null when it gave none. */
  readonly ended: (status: number | null, isClientGone: boolean) => void;
  /** Beside that, when the caller is told that the upstream did not answer, or of its own fault. */
  readonly refused: (refusal: AppError) => void;
  /** Instead of that, when the upstream changes the protocol, as `call` asks it to. */
  readonly upgraded?: (headers: IncomingHttpHeaders, upstream: Duplex) => void;
}

/**
 * Takes one call to the upstream and its answer back, chunk by chunk at the pace of the slower side. The
 * head of the answer waits for the first bytes behind it, or for a turn of the event loop: an answer that
 * is broken from the start can then still become a 502.
 */
export class Relay implements Dispatcher.DispatchHandler {
  private readonly response: ServerResponse;
  private readonly connection: Socket;
  private controller: Dispatcher.DispatchController | null = null;
  private status: number | null = null;
  private headers: IncomingHttpHeaders | null = null;
  /** A body that waits for the end of its answer, which the upstream's connection is about to tell. */
  private whole: Buffer | null = null;
  private flush: NodeJS.Immediate | null = null;
  private stall: NodeJS.Timeout | null = null;
  private informational = 0;
  private isRepeated = false;
  private isOver = false;

  constructor(
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
    private readonly options: RelayOptions,
  ) {
    this.response = reply.raw;
    this.connection = request.raw.socket;
    this.response.once('close', this.onClose);
    // One that waits behind another answer (pipelining) has no connection yet, and hears nothing of its end.
    if (this.response.socket === null) {
      this.connection.setMaxListeners(0).once('close', this.onClose);
    }
  }

  start(): void {
    this.options.dispatcher.dispatch(this.options.call, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.isClientGone) controller.abort(new Error('the client is gone'));
  }

  onRequestUpgrade(
    _controller: Dispatcher.DispatchController,
    _status: number,
    headers: IncomingHttpHeaders,
    socket: Duplex,
  ): void {
    this.isOver = true;
    this.connection.off('close', this.onClose);
    if (this.options.upgraded === undefined) socket.destroy();
    else this.options.upgraded(headers, socket);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) {
      this.informational += 1;
      if (this.informational > MOST_INFORMATIONAL) {
        controller.abort(new Error('the upstream sends one informational answer after the other'));
      }
      return;
    }
    this.status = status;
    this.headers = headers;
    // Two turns: what is broken behind the head is told when the socket has closed, at the end of the first.
    this.flush = setImmediate(() => {
      this.flush = setImmediate(() => this.flushHead(controller));
    });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.isWholeBody(chunk)) {
      this.whole = chunk;
      return;
    }
    this.commit();
    if (this.response.write(chunk)) return;
    controller.pause();
    this.stall ??= setTimeout(() => this.onStall(), this.options.idleTimeoutMs);
    this.response.once('drain', () => {
      this.clearStall();
      controller.resume();
    });
  }

  /** Trailers end here: nobody decided on them. */
  onResponseEnd(): void {
    const { whole } = this;
    this.commit();
    // Node sends a head and a text in one piece, and a buffer in a second one, which costs as much again.
    if (whole === null) this.response.end();
    else this.response.end(whole.toString('latin1'), 'latin1');
    this.whole = null;
    this.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.isOver) return;
    if (this.mayRepeat(error)) {
      this.isRepeated = true;
      return this.start();
    }
    const isAnswered = this.response.headersSent;
    if (this.flush !== null) clearImmediate(this.flush);
    if (!isAnswered) this.status = null;
    this.end();
    if (this.isClientGone) return;
    // Half of an answer is out: a broken connection is the only honest end.
    if (isAnswered) this.response.destroy(error);
    else this.refuse(upstreamRefusal(error));
  }

  private refuse(refusal: AppError): void {
    this.options.refused(refusal);
    sendProblem(this.request, this.reply, refusal);
  }

  private get isClientGone(): boolean {
    return this.response.destroyed || this.response.closed || this.connection.destroyed;
  }

  /** The upstream closed an idle connection at the moment in which we chose it: it saw nothing of the call. */
  private mayRepeat(error: Error): boolean {
    return (
      !this.isRepeated &&
      this.status === null &&
      this.options.upload === null &&
      REPEATABLE.has(this.options.call.method) &&
      isStaleConnection(error)
    );
  }

  /** Puts the head of the answer on the way, once. */
  private commit(): void {
    const { headers, request, reply, response } = this;
    if (headers === null) return;
    this.headers = null;
    if (this.flush !== null) clearImmediate(this.flush);
    // What the client still sends nobody reads: the connection has to end with this answer.
    if (this.options.upload?.readableEnded === false) closeUnread(request, reply);
    reply.hijack();
    const own = reply.getHeaders() as OutgoingHttpHeaders;
    const returned = returnedHeaders(headers, this.options.settings);
    response.writeHead(this.status ?? 502, linesOf(own, returned));
  }

  /** Whether a chunk is small, the first, and all that the upstream has announced: the end is close behind. */
  private isWholeBody(chunk: Buffer): boolean {
    return (
      this.headers !== null &&
      this.whole === null &&
      chunk.length <= MOST_BYTES_AT_ONCE &&
      this.headers['content-length'] === String(chunk.length)
    );
  }

  /** For answers whose body lets wait for itself, such as server-sent events. */
  private flushHead(controller: Dispatcher.DispatchController): void {
    try {
      this.commit();
      this.response.flushHeaders();
    } catch (error) {
      controller.abort(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private readonly onClose = (): void => {
    this.clearStall();
    if (this.isOver || this.response.writableFinished) return;
    if (this.controller === null) return;
    this.controller.abort(new Error('the client is gone'));
  };

  private onStall(): void {
    this.response.destroy();
    this.onClose();
  }

  private clearStall(): void {
    if (this.stall !== null) clearTimeout(this.stall);
    this.stall = null;
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.connection.off('close', this.onClose);
    this.options.ended(this.status, this.isClientGone);
  }
}

/** Names and values in turn; what the upstream says too it says instead. */
function linesOf(own: OutgoingHttpHeaders, returned: IncomingHttpHeaders): OutgoingHttpHeader[] {
  const lines: OutgoingHttpHeader[] = [];
  for (const name in own) {
    const value = own[name];
    if (value !== undefined && returned[name] === undefined) lines.push(name, value);
  }
  for (const name in returned) lines.push(name, returned[name] as string | string[]);
  return lines;
}
