import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../kernel/errors/index.js';
import { BootstrapService } from '../../modules/users/index.js';
import { AuditLog } from '../../platform/audit/index.js';
import { AppConfig } from '../../platform/config/index.js';
import { sendProblem, toAppError } from '../../platform/http/index.js';
import {
  pageRequestOptions,
  renderPage,
  SetupDoneView,
  SetupExistsView,
  type SetupProblem,
  SetupView,
} from '../pages/index.js';

const MAX_FORM_BYTES = 16_384;

interface SetupForm {
  readonly token: string;
  readonly username: string;
  readonly password: string;
}

/**
 * The page behind the one-time setup link. The token is what protects the form: a page of another
 * site cannot know it. Raw routes, because no other page of ours takes a form body.
 */
@Injectable()
export class SetupRoutes implements OnModuleInit {
  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly bootstrap: BootstrapService,
    private readonly audit: AuditLog,
    private readonly config: AppConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    await fastify.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'string', bodyLimit: MAX_FORM_BYTES },
        (_request, body, parsed) => parsed(null, readForm(String(body))),
      );
      scope.setErrorHandler((error, request, reply) => sendProblem(request, reply, error));
      scope.get('/setup', (request, reply) =>
        this.unlessSetUp(request, reply, 200, () => this.show(request, reply, 200, {})),
      );
      scope.post<{ Body: SetupForm | undefined }>('/setup', (request, reply) =>
        this.unlessSetUp(request, reply, 409, () => this.submit(request, reply, request.body)),
      );
      done();
    });
  }

  private async unlessSetUp(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    work: () => FastifyReply | Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    if (!(await this.bootstrap.isSetUp())) return work();
    return renderPage(reply, SetupExistsView(), { ...this.options(request), status });
  }

  private async submit(
    request: FastifyRequest,
    reply: FastifyReply,
    form: SetupForm | undefined,
  ): Promise<FastifyReply> {
    if (!form?.token || !form.username || !form.password) {
      return this.show(request, reply, 400, { ...form, problem: 'missing_field' });
    }
    try {
      const { username } = await this.bootstrap.completeSetup(
        form.token,
        form.username,
        form.password,
        (admin) =>
          this.audit.record({
            actorKind: 'system',
            actorId: null,
            action: 'user.setup',
            targetType: 'user',
            targetId: admin.id,
            requestId: request.id,
            clientAddress: request.clientAddress,
          }),
      );
      return renderPage(reply, SetupDoneView({ username }), this.options(request));
    } catch (error) {
      const refusal = toAppError(error);
      const problem = problemOf(refusal);
      if (problem === null) throw error;
      return this.show(request, reply, refusal.status, { ...form, problem });
    }
  }

  /** The token is shown again after a mistake: it is still good, and the fragment is gone by then. */
  private show(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    state: { token?: string; username?: string; problem?: SetupProblem },
  ): FastifyReply {
    const { token = null, username = null, problem = null } = state;
    const view = SetupView({ action: '/setup', csrf: null, token, username, problem });
    return renderPage(reply, view, { ...this.options(request), status });
  }

  private options(request: FastifyRequest) {
    return { ...pageRequestOptions(request, this.config.publicUrl), location: '/setup' };
  }
}

function readForm(body: string): SetupForm {
  const fields = new URLSearchParams(body);
  const field = (name: string): string => fields.get(name) ?? '';
  return { token: field('token'), username: field('username'), password: field('password') };
}

function problemOf(error: AppError): SetupProblem | null {
  switch (error.code) {
    case 'bad_credentials':
    case 'conflict':
      return 'token_invalid';
    case 'unavailable':
      return 'unavailable';
    case 'invalid_request':
      return error.errors[0]?.pointer === '#/username' ? 'username_invalid' : 'password_weak';
    default:
      return null;
  }
}
