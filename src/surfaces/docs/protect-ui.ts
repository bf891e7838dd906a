import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { AppError } from '../../kernel/errors/index.js';
import type { AppConfig } from '../../platform/config/index.js';
import { sendProblem } from '../../platform/http/index.js';

const UI_PATH = '/docs';

/** The files of Swagger UI that its page uses. Its package has more, which nobody needs. */
const FILES: ReadonlySet<string> = new Set(
  [
    'swagger-ui.css',
    'swagger-ui-bundle.js',
    'swagger-ui-standalone-preset.js',
    'favicon-16x16.png',
    'favicon-32x32.png',
    'oauth2-redirect.html',
    'oauth2-redirect.js',
  ].map((name) => `${UI_PATH}/${name}`),
);

/**
 * Gives every route of Swagger UI that is added from now on its headers, and lets its file route
 * serve the known files only. Other routes pay nothing for it.
 */
export function protectUi(fastify: FastifyInstance, config: AppConfig): void {
  const headers = {
    'content-security-policy': contentSecurityPolicy(config.publicUrl),
    // The files have ETags but no versions in their names.
    'cache-control': 'public, no-cache',
  };
  fastify.addHook('onRoute', (route: RouteOptions) => {
    if (route.url !== UI_PATH && !route.url.startsWith(`${UI_PATH}/`)) return;
    const isFileRoute = route.url === `${UI_PATH}/*`;
    route.onRequest = [
      ...[route.onRequest ?? []].flat(),
      (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
        if (isFileRoute && !FILES.has(pathOf(request))) {
          void sendProblem(request, reply, new AppError('not_found'));
          return;
        }
        reply.headers(headers);
        done();
      },
    ];
  });
}

/** Everything from here, nothing inline but styles, which Swagger UI and its page set on elements. */
function contentSecurityPolicy(publicUrl: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    // Calls go to the public URL, also when the page was opened under another name.
    `connect-src 'self' ${new URL(publicUrl).origin}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function pathOf(request: FastifyRequest): string {
  return (request.raw.url ?? '').replace(/\?.*$/s, '');
}
