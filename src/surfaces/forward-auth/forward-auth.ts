import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Call,
  Doorkeeper,
  IdentityHeaders,
  NO_IDENTITY,
  pathOf,
  writeDecision,
} from '../../auth/index.js';
import { AppError } from '../../kernel/errors/index.js';
import { readRequestPath } from '../../kernel/request-path.js';
import { ApiCatalogue, type ApiMatch } from '../../modules/protected-apis/index.js';
import { AppConfig } from '../../platform/config/index.js';
import { closeUnread, hasBody } from '../../platform/http/index.js';
import { isBarePreflight } from './bare-preflight.js';
import { requireNamedApi } from './named-api.js';
import { OriginalCalls } from './original-calls.js';
import { Refusals } from './refusals.js';

type Answer = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Nothing of the question is known yet; its URL may hold a key, and is logged without the query. */
const UNREAD = { method: null, target: null };

/**
 * The decision for proxies that forward the request themselves (forward-auth, `auth_request`,
 * `ext_authz`), asked of the same catalogue and the same doorkeeper as at the gateway.
 */
@Injectable()
export class ForwardAuth implements OnModuleInit {
  private readonly credentialHeaders: readonly string[];

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly originals: OriginalCalls,
    private readonly catalogue: ApiCatalogue,
    private readonly doorkeeper: Doorkeeper,
    private readonly identities: IdentityHeaders,
    private readonly refusals: Refusals,
    config: AppConfig,
  ) {
    this.credentialHeaders = ['authorization', 'x-api-key', 'dpop', ...config.signedTokenHeaders];
  }

  async onModuleInit(): Promise<void> {
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    await fastify.register((scope, _options, done) => {
      // Proxies announce bodies that they do not send: what is behind the headers is never waited for.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _body, parsed) => parsed(null));
      scope.addHook('onRequest', (request, _reply, next) => {
        request.describes = UNREAD;
        next();
      });
      scope.setErrorHandler((error, request, reply) => {
        request.describes ??= UNREAD;
        if (hasBody(request.raw)) closeUnread(request, reply);
        return this.refusals.send(request, reply, error);
      });
      const answer = (path: string, work: Answer): void => {
        scope.all(path, async (request, reply) => {
          // And what comes after an announced body that was not sent is no body.
          if (hasBody(request.raw)) closeUnread(request, reply);
          return work(request, reply);
        });
      };
      answer('/verify', (request, reply) => this.verify(request, reply));
      answer('/verify/*', (request, reply) => this.verify(request, reply));
      answer('/verify/denied', (request, reply) => this.denied(request, reply));
      done();
    });
  }

  private async verify(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const call = this.originals.of(request);
    const match = await this.find(call);
    if (match === null) throw new AppError('not_found');
    const { api, policy } = match;
    requireNamedApi(request.raw.rawHeaders, api.record.id);
    request.protectedResource = api.metadataPath;
    // The proxy's upstream answers it; nobody is established by it.
    if (isBarePreflight(call, this.credentialHeaders)) return allow(reply, NO_IDENTITY);
    const decision = await this.doorkeeper.decide(call, policy);
    writeDecision(request, reply, call, policy, decision);
    if (decision.outcome === 'refused') throw decision.error;
    return allow(reply, this.identities.of(decision.principal, policy.audience));
  }

  /** A refusal that nginx has carried becomes what the client would have been told. */
  private denied(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    this.originals.requireTrustedProxy(request);
    return this.refusals.restore(request, reply);
  }

  private async find(call: Call): Promise<ApiMatch | null> {
    const path = readRequestPath(pathOf(call.target));
    const snapshot = await this.catalogue.snapshot();
    // Unless the proxy tells the host, its clients can, and choose by whose rules they are judged.
    if (call.host === null && snapshot.apis.some(({ record }) => record.host !== null)) {
      throw new AppError('proxy_request_invalid', {
        detail:
          'The header x-forwarded-host is missing, and some APIs are told apart by their host.',
      });
    }
    return snapshot.match(call.method, call.host, path);
  }
}

function allow(reply: FastifyReply, identity: Readonly<Record<string, string>>): FastifyReply {
  return reply.code(200).headers(identity).header('cache-control', 'no-store').send();
}
