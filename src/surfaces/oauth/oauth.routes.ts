import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppConfig } from '../../platform/config/index.js';
import { takeOver } from '../../platform/http/index.js';
import { FormsAtOnce } from './engine/forms-at-once.js';
import { DISCOVERY_PATHS, OAUTH_PATHS } from './engine/oauth-settings.js';
import { OAuthEngine } from './engine/oauth-engine.js';
import { pinRequest } from './pinned-request.js';

/** Puts the engine behind `/oauth/…`, its alias `/connect/…` and the discovery documents. */
@Injectable()
export class OAuthRoutes implements OnModuleInit {
  private readonly publicUrl: URL;

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly engine: OAuthEngine,
    private readonly atOnce: FormsAtOnce,
    config: AppConfig,
  ) {
    this.publicUrl = new URL(config.publicUrl);
  }

  async onModuleInit(): Promise<void> {
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    await fastify.register((scope, _options, done) => {
      // The engine reads bodies from the stream, so nothing may have been read before.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
      const answer = (request: FastifyRequest, reply: FastifyReply) => this.answer(request, reply);
      for (const path of ['/oauth/*', '/connect/*', ...DISCOVERY_PATHS]) scope.all(path, answer);
      done();
    });
    const { forms } = fastify.earlyAnswers;
    forms.claim(OAUTH_PATHS.introspection, (form, response) =>
      this.atOnce.introspect(form, response),
    );
    forms.claim(OAUTH_PATHS.token, (form, response) => this.atOnce.issue(form, response));
  }

  private async answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { raw } = request;
    const target = (raw.url ?? '')
      .replace(/^\/connect\//, '/oauth/')
      // One path for one endpoint: whatever depends on the path need not know of a slash at its end.
      .replace(/^([^?]*[^?/])\/(?=\?|$)/, '$1');
    pinRequest(raw, target, this.publicUrl, request.clientAddress);
    await this.engine.handle(raw, takeOver(reply));
  }
}
