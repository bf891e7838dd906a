import replyFrom from '@fastify/reply-from';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Allowed,
  type Call,
  Calls,
  Doorkeeper,
  findQueryKeys,
  IdentityHeaders,
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
import { Metrics } from '../../platform/observability/index.js';
import { forwardedHeaders } from './forwarded-headers.js';
import { returnedHeaders } from './returned-headers.js';
import { UpstreamAgent } from './upstream-agent.js';
import { upstreamRefusal } from './upstream-error.js';

/**
 * The reverse proxy before other people's APIs. It takes every path that is no route of our own, asks
 * for the decision, and streams what is allowed to the upstream.
 */
@Injectable()
export class Gateway implements OnModuleInit, OnApplicationShutdown {
  private readonly upstreams = new UpstreamAgent();
  private readonly vary: string;
  private readonly credentialHeaders: ReadonlySet<string>;
  private readonly scheme: string;

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly catalogue: ApiCatalogue,
    private readonly calls: Calls,
    private readonly doorkeeper: Doorkeeper,
    private readonly identities: IdentityHeaders,
    private readonly ownRoutes: RoutePolicies,
    private readonly metrics: Metrics,
    config: AppConfig,
  ) {
    const { signedTokenHeaders } = config;
    this.credentialHeaders = new Set(['authorization', 'x-api-key', 'dpop', ...signedTokenHeaders]);
    this.vary = ['Authorization', 'X-API-Key', ...config.signedTokenHeaders].join(', ');
    this.scheme = new URL(config.publicUrl).protocol.slice(0, -1);
  }

  async onModuleInit(): Promise<void> {
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    await fastify.register(async (scope) => {
      await scope.register(replyFrom, { disableRequestLogging: true, undici: this.upstreams });
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
      scope.all('/*', (request, reply) => this.handle(request, reply));
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.upstreams.close();
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
    return (await this.catalogue.snapshot()).match(call.method, call.host, path);
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
    const identity = this.identities.of(principal, policy.audience);
    const query = queryOf(call.target);
    const keyInQuery = findQueryKeys(query, policy.queryKeyNames)[0];
    const ownVary = reply.getHeader('vary');
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const startedMs = performance.now();
    const seconds = (): number => (performance.now() - startedMs) / 1000;
    return this.upstreams.forCaller(gone.signal, () =>
      reply.from(upstreamPath(upstream, prefix, pathOf(call.target)), {
        getUpstream: () => upstream.origin,
        queryString: () => keyInQuery?.rest ?? query,
        retryDelay: () => null,
        rewriteRequestHeaders: (_request, headers) =>
          forwardedHeaders(headers, {
            identity,
            requestId: call.requestId,
            clientAddress: call.clientAddress,
            host: request.headers.host,
            scheme: this.scheme,
            credentialHeaders: this.credentialHeaders,
          }),
        rewriteHeaders: (headers) =>
          returnedHeaders(headers, {
            keyInQuery: keyInQuery !== undefined,
            vary: ownVary === undefined ? this.vary : `${String(ownVary)}, ${this.vary}`,
          }),
        onResponse: (_request, _reply, upstreamResponse) => {
          this.metrics.recordUpstream(reply.statusCode, seconds());
          void reply.send(upstreamResponse.stream);
        },
        onError: (_reply, { error }) => {
          if (!gone.signal.aborted) this.metrics.recordUpstream(null, seconds());
          void sendProblem(request, reply, upstreamRefusal(error));
        },
      }),
    );
  }
}
