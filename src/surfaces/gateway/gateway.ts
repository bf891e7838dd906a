import replyFrom from '@fastify/reply-from';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Allowed,
  type Call,
  Calls,
  Doorkeeper,
  findQueryKeys,
  isPreflight,
  pathOf,
  preflightHeaders,
  queryOf,
  RoutePolicies,
  writeDecision,
} from '../../auth/index.js';
import { AppError } from '../../kernel/errors/index.js';
import { readRequestPath } from '../../kernel/request-path.js';
import { ApiCatalogue, type ApiMatch, upstreamPath } from '../../modules/protected-apis/index.js';
import { AppConfig } from '../../platform/config/index.js';
import { sendProblem } from '../../platform/http/index.js';
import { forwardedHeaders } from './forwarded-headers.js';
import { returnedHeaders } from './returned-headers.js';
import { upstreamRefusal } from './upstream-error.js';

const CONNECT_TIMEOUT_MS = 2_000;
const FIRST_BYTE_TIMEOUT_MS = 30_000;
const IDLE_TIMEOUT_MS = 60_000;

/**
 * The reverse proxy before other people's APIs. It takes every path that is no route of our own, asks
 * for the decision, and streams what is allowed to the upstream.
 */
@Injectable()
export class Gateway implements OnModuleInit {
  private readonly credentialHeaders: ReadonlySet<string>;
  private readonly scheme: string;

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly catalogue: ApiCatalogue,
    private readonly calls: Calls,
    private readonly doorkeeper: Doorkeeper,
    private readonly ownRoutes: RoutePolicies,
    config: AppConfig,
  ) {
    this.credentialHeaders = new Set(['authorization', 'x-api-key', ...config.signedTokenHeaders]);
    this.scheme = new URL(config.publicUrl).protocol.slice(0, -1);
  }

  async onModuleInit(): Promise<void> {
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    await fastify.register(async (scope) => {
      await scope.register(replyFrom, {
        disableRequestLogging: true,
        destroyAgent: true,
        undici: {
          // reply-from's own default does not check the upstream's certificate (CVE-2026-107318).
          connect: { rejectUnauthorized: true, timeout: CONNECT_TIMEOUT_MS },
          headersTimeout: FIRST_BYTE_TIMEOUT_MS,
          bodyTimeout: IDLE_TIMEOUT_MS,
          pipelining: 1,
        },
      });
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
      scope.all('/*', (request, reply) => this.handle(request, reply));
    });
  }

  private async handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    try {
      const call = this.calls.of(request);
      const match = await this.find(call);
      // No controller has an OPTIONS handler: preflights of our own routes end here too.
      if (
        isPreflight(call) &&
        (match !== null || this.ownRoutes.isCrossOrigin(pathOf(call.target)))
      ) {
        return reply.code(204).headers(preflightHeaders(call)).send();
      }
      if (match === null) throw new AppError('not_found');
      request.protectedResource = match.api.record.pathPrefix;
      const decision = await this.doorkeeper.decide(call, match.policy);
      writeDecision(request, reply, call, match.policy, decision);
      if (decision.outcome === 'refused') throw decision.error;
      return this.forward(request, reply, call, match, decision);
    } catch (error) {
      return sendProblem(request, reply, error);
    }
  }

  private async find(call: Call): Promise<ApiMatch | null> {
    const path = readRequestPath(pathOf(call.target));
    return (await this.catalogue.snapshot()).match(call.method, path);
  }

  private forward(
    request: FastifyRequest,
    reply: FastifyReply,
    call: Call,
    { api, prefix, policy }: ApiMatch,
    { principal }: Allowed,
  ): FastifyReply {
    const { upstream } = api;
    if (upstream === null) {
      throw new AppError('not_found', {
        detail: 'This API is not served through this gateway.',
        internal: 'api_without_upstream',
      });
    }
    const query = queryOf(call.target);
    const keyInQuery = findQueryKeys(query, policy.queryKeyNames)[0];
    const ownVary = reply.getHeader('vary');
    return reply.from(upstreamPath(upstream, prefix, pathOf(call.target)), {
      getUpstream: () => upstream.origin,
      queryString: () => keyInQuery?.rest ?? query,
      retryDelay: () => null,
      rewriteRequestHeaders: (_request, headers) =>
        forwardedHeaders(headers, {
          principal,
          requestId: call.requestId,
          clientAddress: call.clientAddress,
          host: request.headers.host,
          scheme: this.scheme,
          credentialHeaders: this.credentialHeaders,
        }),
      rewriteHeaders: (headers) =>
        returnedHeaders(
          headers,
          keyInQuery !== undefined,
          ownVary === undefined ? undefined : String(ownVary),
        ),
      onError: (_reply, { error }) => {
        void sendProblem(request, reply, upstreamRefusal(error));
      },
    });
  }
}
