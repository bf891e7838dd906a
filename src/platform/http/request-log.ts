import type { FastifyReply, FastifyRequest } from 'fastify';
import { redactUrl } from './redact-url.js';

/** Asked every few seconds by machines: only of interest when they fail. */
const PROBES = new Set(['/livez', '/readyz', '/readyz?exclude=redis', '/metrics']);

/** One line per answered request; the request id is bound to the request's logger. */
export function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const target = request.raw.url ?? '';
  const { describes } = request;
  const level = PROBES.has(target) && reply.statusCode < 400 ? 'debug' : 'info';
  request.log[level](
    {
      method: request.raw.method,
      path: describes === null ? redactUrl(target) : target.replace(/\?.*$/s, ''),
      ...originalOf(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      client: request.clientAddress,
      decision: request.decisionCode,
      ...(request.credentialId === null ? {} : { credential: request.credentialId }),
    },
    'request',
  );
}

function originalOf({ describes }: FastifyRequest): object {
  if (describes === null || describes.target === null) return {};
  return { original_method: describes.method, original_path: redactUrl(describes.target) };
}
