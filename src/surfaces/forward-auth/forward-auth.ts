import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Doorkeeper, IdentityHeaders, NO_IDENTITY, writeDecision } from '../../auth/index.js';
import { closeUnread, hasBody } from '../../platform/http/index.js';
import { AnswerAtOnce } from './answer-at-once.js';
import { OriginalCalls } from './original-calls.js';
import { Questions } from './questions.js';
import { Refusals } from './refusals.js';

type Answer = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

const VERIFY = '/verify';
const DENIED = `${VERIFY}/denied`;

/** Nothing of the question is known yet; its URL may hold a key, and is logged without the query. */
const UNREAD = { method: null, target: null };

/**
 * The decision for proxies that forward the request themselves (forward-auth, `auth_request`,
 * `ext_authz`), asked of the same catalogue and the same doorkeeper as at the gateway.
 */
@Injectable()
export class ForwardAuth implements OnModuleInit {
  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly atOnce: AnswerAtOnce,
    private readonly questions: Questions,
    private readonly originals: OriginalCalls,
    private readonly doorkeeper: Doorkeeper,
    private readonly identities: IdentityHeaders,
    private readonly refusals: Refusals,
  ) {}

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
      answer(VERIFY, (request, reply) => this.verify(request, reply));
      answer(`${VERIFY}/*`, (request, reply) => this.verify(request, reply));
      answer(DENIED, (request, reply) => this.denied(request, reply));
      done();
    });
    fastify.earlyAnswers.claim(VERIFY, (request, response) =>
      isQuestion(request.raw.url ?? '') ? this.atOnce.answer(request, response) : null,
    );
  }

  private async verify(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const begun = this.atOnce.begunFor(request.raw);
    const asked = begun?.asked ?? (await this.questions.read(request));
    const { call, api, policy } = asked;
    request.describes = { method: call.method, target: call.target };
    request.clientAddress = call.clientAddress;
    request.protectedResource = api.metadataPath;
    if (asked.isBarePreflight) return allow(reply, NO_IDENTITY);
    const decision = await (begun?.decision ?? this.doorkeeper.decide(call, policy));
    writeDecision(request, reply, call, policy, decision);
    if (decision.outcome === 'refused') throw decision.error;
    return allow(reply, this.identities.of(decision.principal, policy.audience));
  }

  /** A refusal that nginx has carried becomes what the client would have been told. */
  private denied(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    this.originals.requireTrustedProxy(request);
    return this.refusals.restore(request, reply);
  }
}

function allow(reply: FastifyReply, identity: Readonly<Record<string, string>>): FastifyReply {
  return reply.code(200).headers(identity).header('cache-control', 'no-store').send();
}

/** Of what begins like the path of a question; how the router reads an encoded path is the router's to say. */
function isQuestion(target: string): boolean {
  const next = target.charAt(VERIFY.length);
  if (next === '' || next === '?') return true;
  return next === '/' && !target.startsWith(DENIED) && !target.includes('%');
}
