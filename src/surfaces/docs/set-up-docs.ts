import { createHash } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppConfig } from '../../platform/config/index.js';
import { ApiDocument } from './api-document.js';
import { protectUi } from './protect-ui.js';

const DOCUMENT_PATH = '/openapi.json';

/**
 * Serves Swagger UI at `/docs` and the OpenAPI document at `/openapi.json`. Call it before the
 * application listens; the document is made at the first request for it.
 */
export function setUpDocs(app: NestFastifyApplication, config: AppConfig): void {
  const document = app.get(ApiDocument);
  protectUi(app.getHttpAdapter().getInstance(), config);
  serveDocument(app, () => JSON.stringify(document.of(app)));
  SwaggerModule.setup('docs', app, () => document.of(app), {
    raw: false,
    customSiteTitle: 'Ostiary API',
    customCss: '.swagger-ui .topbar { display: none }',
    swaggerOptions: {
      // Without this the page would read the address of a document from its own query.
      url: DOCUMENT_PATH,
      queryConfigEnabled: false,
      validatorUrl: null,
      persistAuthorization: false,
      displayRequestDuration: true,
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
      tryItOutEnabled: true,
      oauth2RedirectUrl: `${config.publicUrl}/docs/oauth2-redirect.html`,
      initOAuth: { appName: 'Ostiary API', usePkceWithAuthorizationCodeGrant: true },
    },
  });
}

function serveDocument(app: NestFastifyApplication, write: () => string): void {
  let served: { readonly bytes: Buffer; readonly etag: string } | null = null;
  app
    .getHttpAdapter()
    .getInstance()
    .get(DOCUMENT_PATH, (request: FastifyRequest, reply: FastifyReply) => {
      served ??= withEtag(Buffer.from(write()));
      reply.headers({ etag: served.etag, 'cache-control': 'public, no-cache' });
      if (request.headers['if-none-match'] === served.etag) return reply.code(304).send();
      return reply.type('application/json; charset=utf-8').send(served.bytes);
    });
}

function withEtag(bytes: Buffer): { readonly bytes: Buffer; readonly etag: string } {
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` };
}
