import { METHODS } from 'node:http';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Call,
  Calls,
  Doorkeeper,
  isPreflight,
  pathOf,
  preflightHeaders,
  RoutePolicies,
  writeDecision,
} from '../../auth/index.js';
import { andThen, type Awaitable } from '../../kernel/awaitable.js';
import { AppError } from '../../kernel/errors/index.js';
import { ApiCatalogue, type ApiMatch } from '../../modules/protected-apis/index.js';
import { AT_FOREIGN_HOSTS, sendProblem } from '../../platform/http/index.js';
import { findApi } from './find-api.js';
import { Forwarding } from './forwarding.js';
import { Upgrades } from './upgrades.js';

/** Refused for every request before it comes here. */
const NEVER_FORWARDED = new Set(['CONNECT', 'TRACE', 'TRACK']);

/**
 * The reverse proxy before other people's APIs. It takes every path that is no route of our own, and every
 * path at the host of an API, asks
 * for the decision, and streams what is allowed to the upstream.
 */
@Injectable()
export class Gateway implements OnModuleInit {
  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly catalogue: ApiCatalogue,
    private readonly calls: Calls,
    private readonly doorkeeper: Doorkeeper,
    private readonly ownRoutes: RoutePolicies,
    private readonly forwarding: Forwarding,
    private readonly upgrades: Upgrades,
  ) {}

  async onModuleInit(): Promise<void> {
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    const methods = METHODS.filter((method) => !NEVER_FORWARDED.has(method));
    for (const method of methods) {
      if (!fastify.supportedMethods.includes(method)) {
        fastify.addHttpMethod(method, { hasBody: true });
      }
    }
    await fastify.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _body, parsed) => parsed(null));
      // What is called at the host of an API is the API's, also where a route of our own has that path.
      for (const constraints of [{}, AT_FOREIGN_HOSTS]) {
        scope.route({
          method: methods,
          url: '/*',
          constraints,
          config: { streamsBody: true },
          handler: (request, reply) => this.handle(request, reply),
        });
      }
      done();
    });
    fastify.foreignHosts.claim((host) => this.catalogue.isApiHost(host));
    this.upgrades.listen(fastify);
  }

  private handle(request: FastifyRequest, reply: FastifyReply): void {
    try {
      const call = this.calls.of(request);
      const handled = andThen(findApi(this.catalogue, call), (match) =>
        this.answer(request, reply, call, match),
      );
      if (!(handled instanceof Promise)) return;
      handled.catch((error: unknown) => sendProblem(request, reply, error));
    } catch (error) {
      sendProblem(request, reply, error);
    }
  }

  private answer(
    request: FastifyRequest,
    reply: FastifyReply,
    call: Call,
    match: ApiMatch | null,
  ): Awaitable<void> {
    // No controller has an OPTIONS handler: preflights of our own routes end here too.
    if (
      isPreflight(call) &&
      (match !== null || this.ownRoutes.isCrossOrigin(pathOf(call.target)))
    ) {
      reply.code(204).headers(preflightHeaders(call)).send();
      return;
    }
    if (match === null) throw new AppError('not_found');
    request.protectedResource = match.api.metadataPath;
    return andThen(this.doorkeeper.decide(call, match.policy), (decision) => {
      writeDecision(request, reply, call, match.policy, decision);
      if (decision.outcome === 'refused') throw decision.error;
      return this.forwarding.forward(request, reply, { call, match, decision });
    });
  }
}
