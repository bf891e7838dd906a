import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  errorCodes,
  fastify,
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
} from 'fastify';
import { AppError } from '../../kernel/errors/index.js';
import { type Clock, SystemClock } from '../clock.js';
import type { AppConfig } from '../config/index.js';
import { clientAddress, trustedProxiesOf } from './client-address.js';
import { ConnectionRefusals } from './connection-refusals.js';
import { EarlyAnswers } from './early-answers.js';
import { ForeignHosts } from './foreign-hosts.js';
import { MAX_BODY_BYTES, notJson, parseJsonBody } from './json-body.js';
import { sendProblem } from './problem.js';
import { addRequestHooks, setCommonHeaders } from './request-hooks.js';
import { createRequestIds } from './request-id.js';
import { LazyLogger } from './lazy-logger.js';
import { RequestLog } from './request-log.js';
import { UpgradableMessage } from './upgradable-message.js';

/** For the headers of one request to arrive. */
const HEADERS_TIMEOUT_MS = 15_000;
/** Longer than the 60 s of common load balancers: the side that reuses connections closes them. */
const KEEP_ALIVE_TIMEOUT_MS = 72_000;
const TIMEOUT_CHECK_INTERVAL_MS = 1_000;
const MAX_HEADER_BYTES = 16_384;

/**
 * Nest's adapter without the three things that the instance already has: body parsers, and the
 * handlers of errors and unknown paths. Nest would set its own after our raw routes are registered.
 */
class OwnServerAdapter extends FastifyAdapter {
  override registerParserMiddleware(): void {
    // Kept as it is, whatever `bodyParser` says at the application's creation.
  }

  override setErrorHandler(): FastifyInstance {
    return this.instance;
  }

  override setNotFoundHandler(): FastifyInstance {
    return this.instance;
  }
}

/** The HTTP server, ready for `NestFactory.create(AppModule, createFastifyAdapter(config, logger))`. */
export function createFastifyAdapter(
  config: AppConfig,
  logger: FastifyBaseLogger,
  clock: Clock = new SystemClock(),
): FastifyAdapter {
  return new OwnServerAdapter(createServer(config, logger, clock));
}

function createServer(config: AppConfig, logger: FastifyBaseLogger, clock: Clock): FastifyInstance {
  const trustedProxies = trustedProxiesOf(config);
  const foreignHosts = new ForeignHosts(trustedProxies);
  const log = new RequestLog(logger, config.requestLog);
  const refusals = new ConnectionRefusals(config.publicUrl, clock);
  const addressOf = (raw: IncomingMessage) =>
    clientAddress(raw, trustedProxies, config.forwardingHeader);
  const newId = createRequestIds(trustedProxies, clock);
  const earlyAnswers = new EarlyAnswers(newId, addressOf, foreignHosts, log);
  const instance = fastify({
    loggerInstance: logger,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'request_id',
    }),
    childLoggerFactory: (parent, bindings, options) => new LazyLogger(parent, bindings, options),
    genReqId: (raw) => earlyAnswers.idOf(raw),
    // Addresses and forwarding headers are read by `clientAddress` alone.
    trustProxy: false,
    bodyLimit: MAX_BODY_BYTES,
    http: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      IncomingMessage: UpgradableMessage,
    },
    // An upload may take long; what may take how long of a body is in `unread-body.ts`.
    requestTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    // While draining, requests on open connections are still answered, with `Connection: close`.
    return503OnClosing: false,
    exposeHeadRoutes: true,
    clientErrorHandler: refusals.onClientError,
    // The router refuses these before any hook runs.
    frameworkErrors: (error, request, reply) => {
      request.clientAddress = null;
      request.describes = null;
      setCommonHeaders(request, reply);
      void sendProblem(request, reply, error);
      log.write(request, reply);
    },
  });
  instance.decorate('earlyAnswers', earlyAnswers);
  instance.decorate('publicUrl', config.publicUrl);
  instance.decorate('foreignHosts', foreignHosts);
  // Before any route: those that do not name it are only kept from foreign hosts if they come later.
  instance.addConstraintStrategy(foreignHosts.strategy);
  listen(instance, refusals, earlyAnswers);
  addRequestHooks(instance, trustedProxies, config.forwardingHeader, refusals.onSlowBody, log);
  instance.setErrorHandler((error, request, reply) => {
    // Only routes with the parser below come here: those that take forms answer for themselves.
    const isForeign = error instanceof errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE;
    return sendProblem(request, reply, isForeign ? notJson(error) : error);
  });
  instance.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, new AppError('not_found')),
  );
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request, body: Buffer, done) => done(null, parseJsonBody(request, body)),
  );
  return instance;
}

/** What is listened to besides the requests that Fastify routes. */
function listen(
  instance: FastifyInstance,
  refusals: ConnectionRefusals,
  earlyAnswers: EarlyAnswers,
): void {
  const { server } = instance;
  earlyAnswers.listenTo(server);
  instance.addHook('preClose', (done) => {
    earlyAnswers.end();
    done();
  });
  server.on('connect', refusals.onConnectMethod);
  // With nobody listening, Node asks for every body at once, also for one that will be refused.
  server.on('checkContinue', (request, response) => {
    server.emit('request', request, response);
  });
}
