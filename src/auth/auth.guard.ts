import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../kernel/errors/index.js';
import { writeDecision } from './write-decision.js';
import { Calls } from './calls.js';
import { Doorkeeper } from './doorkeeper.js';
import './fastify-request.js';
import { RoutePolicies } from './route-policies.js';

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

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.routes.ruleOf(context.getClass(), context.getHandler() as never);
    if (rule === 'public') return true;
    if (rule === 'undeclared') {
      throw new AppError('server_error', { internal: 'route_without_access_declaration' });
    }
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const call = this.calls.of(request);
    const decision = await this.doorkeeper.decide(call, rule);
    const reply = http.getResponse<FastifyReply>();
    writeDecision(request, reply, call, rule, decision);
    if (decision.outcome === 'refused') throw decision.error;
    if (rule.queryKeyNames.length > 0) reply.header('cache-control', 'private, no-store');
    return true;
  }
}
