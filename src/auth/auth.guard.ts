import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Awaitable } from '../kernel/awaitable.js';
import { AppError } from '../kernel/errors/index.js';
import type { Policy } from '../kernel/policy.js';
import type { Call } from './call.js';
import { Calls } from './calls.js';
import type { Decision } from './decision.js';
import { Doorkeeper } from './doorkeeper.js';
import './fastify-request.js';
import { RoutePolicies } from './route-policies.js';
import { writeDecision } from './write-decision.js';

/**
 * Asks for the decision before each of our own routes. A route that declares neither `@Public()` nor
 * who may call it lets nobody in.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly routes: RoutePolicies,
    private readonly calls: Calls,
    private readonly doorkeeper: Doorkeeper,
  ) {}

  /** At once where the decision is, since a promise would cost each call several turns of the queue. */
  canActivate(context: ExecutionContext): Awaitable<boolean> {
    const rule = this.routes.ruleOf(context.getClass(), context.getHandler() as never);
    if (rule === 'public') return true;
    if (rule === 'undeclared') {
      throw new AppError('server_error', { internal: 'route_without_access_declaration' });
    }
    const request = context.getArgByIndex<FastifyRequest>(0);
    const reply = context.getArgByIndex<FastifyReply>(1);
    const call = this.calls.of(request);
    const decision = this.doorkeeper.decide(call, rule);
    return decision instanceof Promise
      ? decision.then((decided) => admit(request, reply, call, rule, decided))
      : admit(request, reply, call, rule, decision);
  }
}

function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  call: Call,
  policy: Policy,
  decision: Decision,
): true {
  writeDecision(request, reply, call, policy, decision);
  if (decision.outcome === 'refused') throw decision.error;
  if (policy.queryKeyNames.length > 0) reply.header('cache-control', 'private, no-store');
  return true;
}
