import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CidrMatcher } from '../../kernel/cidr.js';
import { HeaderLines } from '../../kernel/header-lines.js';
import type { ForwardingHeaderName } from '../config/index.js';
import { clientAddress } from './client-address.js';
import type { RequestLog } from './request-log.js';
import { ambiguityOf } from './strict-request.js';
import { hasBody, isClosing, limitBodyTime } from './unread-body.js';

/** Of every response, as names and values in turn; each has `x-request-id` as well. */
export const COMMON_HEADERS: readonly string[] = [
  'x-content-type-options',
  'nosniff',
  'referrer-policy',
  'no-referrer',
];

/**
 * What happens to every request before any route, guard or plugin sees it, and after its response.
 * Add these before all others: Nest adds hooks of its own, which may answer.
 */
export function addRequestHooks(
  instance: FastifyInstance,
  trustedProxies: CidrMatcher,
  forwardingHeader: ForwardingHeaderName,
  onSlowBody: (socket: Socket) => void,
  log: RequestLog,
): void {
  instance.decorateRequest('clientAddress', null);
  instance.decorateRequest('decisionCode', null);
  instance.decorateRequest('credentialId', null);
  instance.decorateRequest('protectedResource', null);
  instance.decorateRequest('describes', null);
  instance.addHook('onRequest', (request, reply, done) => {
    setCommonHeaders(request, reply);
    request.clientAddress = clientAddress(request.raw, trustedProxies, forwardingHeader);
    if (isClosing(request.raw)) {
      request.raw.destroy();
      return;
    }
    const refusal = ambiguityOf(request.raw, HeaderLines.of(request.raw.rawHeaders));
    if (refusal === null) expectBody(request, reply, onSlowBody);
    done(refusal ?? undefined);
  });
  instance.addHook('onSend', (_request, reply, payload, done) => {
    if (isJson(reply.getHeader('content-type')) && !reply.hasHeader('cache-control')) {
      reply.header('cache-control', 'no-store');
    }
    done(null, payload);
  });
  let isEnding = false;
  instance.addHook('preClose', (done) => {
    isEnding = true;
    done();
  });
  instance.addHook('onResponse', (request, reply, done) => {
    log.write(request, reply);
    // The server waits for its connections. Those that become idle while it ends nobody else closes.
    if (isEnding) setImmediate(() => instance.server.closeIdleConnections());
    done();
  });
}

/** Where a route streams bodies, it says for itself whether and how long it waits for one. */
function expectBody(
  { raw, routeOptions }: FastifyRequest,
  reply: FastifyReply,
  onSlowBody: (socket: Socket) => void,
): void {
  if (routeOptions.config.streamsBody === true || !hasBody(raw)) return;
  limitBodyTime(raw, onSlowBody);
  if (raw.headers.expect !== undefined) reply.raw.writeContinue();
}

/**
 * Headers of every response. They are the reply's, since Node writes a head much faster that is set in one go; who
 * answers in its place gets them by `takeOver`.
 */
export function setCommonHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id);
  for (let i = 0; i < COMMON_HEADERS.length; i += 2) {
    reply.header(COMMON_HEADERS[i] as string, COMMON_HEADERS[i + 1]);
  }
}

/**
 * Takes the answer out of Fastify's hands, for who writes it on Node's response.
 *
 * @returns the response, with the headers that the reply had
 */
export function takeOver(reply: FastifyReply): ServerResponse {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  return raw;
}

function isJson(contentType: unknown): boolean {
  return typeof contentType === 'string' && /^application\/(?:[\w.-]+\+)?json\b/i.test(contentType);
}
