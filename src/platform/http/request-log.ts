import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestLogSetting } from '../config/index.js';
import { redactUrl } from './redact-url.js';

/** Asked every few seconds by machines: only of interest when they fail. */
const PROBES = new Set(['/livez', '/readyz', '/readyz?exclude=redis', '/metrics']);
const READING_METHODS: ReadonlySet<unknown> = new Set(['GET', 'HEAD']);

/**
 * One line per answered request; the request id is bound to the request's logger. What is only worth a
 * line in a search for something is of level `debug`: an answered probe, and an allowed call that was one
 * of many.
 */
export class RequestLog {
  private readonly writesDebug: boolean;

  constructor(
    logger: FastifyBaseLogger,
    private readonly setting: RequestLogSetting,
  ) {
    this.writesDebug = logger.level === 'debug' || logger.level === 'trace';
  }

  write(request: FastifyRequest, reply: FastifyReply): void {
    const isMinor = this.isMinor(request, reply.statusCode);
    if (isMinor && !this.writesDebug) return;
    const target = request.raw.url ?? '';
    const { describes } = request;
    request.log[isMinor ? 'debug' : 'info'](
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

  private isMinor(request: FastifyRequest, status: number): boolean {
    if (status >= 400) return false;
    if (request.decisionCode !== 'allowed') return PROBES.has(request.raw.url ?? '');
    if (this.setting === 'all') return false;
    // Behind other people's APIs they log for themselves. Of ours, whatever may have changed something
    // is worth a line.
    return request.protectedResource !== null || READING_METHODS.has(request.raw.method);
  }
}

function originalOf({ describes }: FastifyRequest): object {
  if (describes === null || describes.target === null) return {};
  return { original_method: describes.method, original_path: redactUrl(describes.target) };
}
