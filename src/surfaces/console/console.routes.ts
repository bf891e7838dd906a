import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CONSOLE_CLIENT_ID, OWN_CLIENTS_APP_ID } from '../../kernel/client-ids.js';
import { AppError } from '../../kernel/errors/index.js';
import { readRequestPath } from '../../kernel/request-path.js';
import { isSecureContext } from '../../kernel/secure-context.js';
import { AppConfig } from '../../platform/config/index.js';
import { sendProblem } from '../../platform/http/index.js';
import { pageRequestOptions } from '../pages/index.js';
import { CONSOLE_SCOPE, ConsoleClient } from './console-client.js';
import { builtPage, CONSOLE_FILES, consolePage, consolePolicy } from './console-page.js';

const NONCE_BYTES = 16;

/** The files of the console, and its page under every address that its own router knows. */
@Injectable()
export class ConsoleRoutes implements OnModuleInit {
  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly client: ConsoleClient,
    private readonly config: AppConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    await fastify.register(async (scope) => {
      scope.setErrorHandler((error, request, reply) => sendProblem(request, reply, error));
      await scope.register(fastifyStatic, {
        root: `${CONSOLE_FILES}assets/`,
        prefix: '/console/assets/',
        decorateReply: false,
        // Their names change with what is in them.
        immutable: true,
        maxAge: '365d',
        preCompressed: true,
      });
      const show = (request: FastifyRequest, reply: FastifyReply) => this.show(request, reply);
      scope.get('/console', show);
      scope.get('/console/*', show);
    });
  }

  private async show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    // Read each time: a build while the server runs gives its files other names.
    const built = builtPage();
    if (built === null) throw notBuilt();
    // A spelling that climbs out of the console is no page of it, whatever its own router would make of it.
    readRequestPath((request.raw.url ?? '').replace(/\?.*$/s, ''));
    const { publicUrl } = this.config;
    requireSafeAddress(publicUrl);
    await this.client.ensure();
    const { language, setCookie } = pageRequestOptions(request, publicUrl);
    const nonce = randomBytes(NONCE_BYTES).toString('base64url');
    if (setCookie !== null) reply.header('set-cookie', setCookie);
    return reply
      .headers({
        'content-security-policy': consolePolicy(nonce, publicUrl),
        'cache-control': 'no-store',
        vary: 'Accept-Language, Cookie',
      })
      .type('text/html; charset=utf-8')
      .send(consolePage(built, { nonce, language, settings: this.settings() }));
  }

  private settings() {
    const { publicUrl, keyPrefix, signedTokenHeaders, samples } = this.config;
    return {
      publicUrl,
      clientId: CONSOLE_CLIENT_ID,
      ownAppId: OWN_CLIENTS_APP_ID,
      scope: CONSOLE_SCOPE,
      keyPrefix,
      signedTokenHeaders,
      hasSamples: samples,
    };
  }
}

/** Browsers give the console neither cryptography nor a sign-in at an address without TLS that is not their own. */
function requireSafeAddress(publicUrl: string): void {
  if (isSecureContext(publicUrl)) return;
  throw new AppError('not_found', {
    detail: `The console needs https, or localhost. Set OSTIARY_PUBLIC_URL to such an address; it is ${publicUrl}.`,
  });
}

function notBuilt(): AppError {
  return new AppError('not_found', {
    detail: 'The console was not built. "npm run build" builds it.',
  });
}
