import type { IncomingMessage } from 'node:http';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestLogSetting } from '../config/index.js';
import { redactUrl } from './redact-url.js';

/** Asked every few seconds by machines: only of interest when they fail. */
const PROBES = new Set(['/livez', '/readyz', '/readyz?exclude=redis', '/metrics']);
const READING_METHODS: ReadonlySet<unknown> = new Set(['GET', 'HEAD']);
/** Asked by the APIs of other people about each of their calls, as `/verify` is by their proxies. */
const INTROSPECTION = new Set(['/oauth/introspect', '/connect/introspect']);

type LoggedRequest = Pick<
  FastifyRequest,
  'describes' | 'clientAddress' | 'decisionCode' | 'credentialId'
> & { readonly raw: Pick<IncomingMessage, 'method' | 'url'> };

/**
 * One line per answered request; the request id is bound to the request's logger. What is only worth a
 * line in a search for something is of level `debug`: an answered probe, and an allowed call that was one
 * of many.
 */
export class RequestLog {
  private readonly writesDebug: boolean;
  /** Whether allowed calls that were one of many have lines, too. */
  readonly writesAllowed: boolean;

  constructor(
    private readonly logger: FastifyBaseLogger,
    private readonly setting: RequestLogSetting,
  ) {
    this.writesDebug = logger.level === 'debug' || logger.level === 'trace';
    this.writesAllowed = setting === 'all' || this.writesDebug;
  }

  write(request: FastifyRequest, reply: FastifyReply): void {
    const { raw, decisionCode, protectedResource } = request;
    const isMinor = this.isMinor(raw, decisionCode, protectedResource, reply.statusCode);
    if (isMinor && !this.writesDebug) return;
    const { describes, clientAddress, credentialId } = request;
    const facts = { raw, describes, clientAddress, decisionCode, credentialId };
    const line = lineOf(facts, reply.statusCode, reply.elapsedTime);
    request.log[isMinor ? 'debug' : 'info'](line, 'request');
  }

  /**
   * The same for a call that was allowed ahead of the router; only where `writesAllowed`.
   *
   * @param ms how long the answer took
   */
  writeAllowed(id: string, request: Omit<LoggedRequest, 'decisionCode'>, ms: number): void {
    const line = lineOf({ ...request, decisionCode: 'allowed' }, 200, ms);
    this.logger[this.setting === 'all' ? 'info' : 'debug']({ request_id: id, ...line }, 'request');
  }

  /** The same for a form that was answered ahead of the router, with 200. */
  writeForm(id: string, form: Pick<LoggedRequest, 'raw' | 'clientAddress'>, ms: number): void {
    const isMinor = this.isMinor(form.raw, null, null, 200);
    if (isMinor && !this.writesDebug) return;
    const facts = { ...form, describes: null, decisionCode: null, credentialId: null };
    const line = { request_id: id, ...lineOf(facts, 200, ms) };
    this.logger[isMinor ? 'debug' : 'info'](line, 'request');
  }

  private isMinor(
    { method, url }: LoggedRequest['raw'],
    decisionCode: string | null,
    protectedResource: string | null,
    status: number,
  ): boolean {
    if (status >= 400) return false;
    if (INTROSPECTION.has(url ?? '')) return this.setting !== 'all';
    if (decisionCode !== 'allowed') return PROBES.has(url ?? '');
    if (this.setting === 'all') return false;
    // Behind other people's APIs they log for themselves. Of ours, whatever may have changed something
    // is worth a line.
    return protectedResource !== null || READING_METHODS.has(method);
  }
}

function lineOf(request: LoggedRequest, status: number, ms: number): object {
  const { raw, describes, credentialId } = request;
  const target = raw.url ?? '';
  return {
    method: raw.method,
    path: describes === null ? redactUrl(target) : target.replace(/\?.*$/s, ''),
    ...originalOf(describes),
    status,
    ms: Math.round(ms * 10) / 10,
    client: request.clientAddress,
    decision: request.decisionCode,
    ...(credentialId === null ? {} : { credential: credentialId }),
  };
}

function originalOf(describes: LoggedRequest['describes']): object {
  if (describes === null || describes.target === null) return {};
  return { original_method: describes.method, original_path: redactUrl(describes.target) };
}
