import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppConfig } from '../../platform/config/index.js';
import { ApiDocument } from './api-document.js';
import { DocsClient } from './docs-client.js';
import { protectUi } from './protect-ui.js';
import { uiPage, uiScript } from './ui-page.js';

const DOCUMENT_PATH = '/openapi.json';

/**
 * Serves Swagger UI at `/docs` and the OpenAPI document at `/openapi.json`. Call it before the
 * application listens; the document is made at the first request for it.
 */
export function setUpDocs(app: NestFastifyApplication, config: AppConfig): void {
  const document = app.get(ApiDocument);
  const fastify = app.getHttpAdapter().getInstance();
  protectUi(fastify, config);
  serveDocument(fastify, async () => JSON.stringify(await document.of(app)));
  serveUi(fastify, config, app.get(DocsClient));
}

function serveUi(fastify: FastifyInstance, { publicUrl }: AppConfig, client: DocsClient): void {
  const serve = (path: string, type: string, text: string): void => {
    fastify.get(path, (_request: FastifyRequest, reply: FastifyReply) =>
      reply.type(`${type}; charset=utf-8`).send(text),
    );
  };
  const servePage = (path: string, text: string): void => {
    fastify.get(path, async (_request: FastifyRequest, reply: FastifyReply) => {
      await client.ensure();
      return reply.type('text/html; charset=utf-8').send(text);
    });
  };
  servePage('/docs', uiPage('./docs/'));
  for (const path of ['/docs/', '/docs/index.html']) servePage(path, uiPage('./'));
  const script = uiScript({ documentPath: DOCUMENT_PATH, publicUrl, clientId: client.id });
  serve('/docs/swagger-ui-init.js', 'text/javascript', script);
  void fastify.register(fastifyStatic, { root: uiFiles(), prefix: '/docs', decorateReply: false });
}

/** The folder of Swagger UI, in the version that belongs to `@nestjs/swagger`. */
function uiFiles(): string {
  const require = createRequire(import.meta.url);
  const ofSwagger = createRequire(require.resolve('@nestjs/swagger'));
  return dirname(ofSwagger.resolve('swagger-ui-dist/package.json'));
}

function serveDocument(fastify: FastifyInstance, write: () => Promise<string>): void {
  let served: { readonly bytes: Buffer; readonly etag: string } | null = null;
  fastify.get(DOCUMENT_PATH, async (request: FastifyRequest, reply: FastifyReply) => {
    served ??= withEtag(Buffer.from(await write()));
    reply.headers({ etag: served.etag, 'cache-control': 'public, no-cache' });
    if (request.headers['if-none-match'] === served.etag) return reply.code(304).send();
    return reply.type('application/json; charset=utf-8').send(served.bytes);
  });
}

function withEtag(bytes: Buffer): { readonly bytes: Buffer; readonly etag: string } {
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` };
}
