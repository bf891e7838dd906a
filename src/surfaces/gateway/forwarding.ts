import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Allowed,
  type Call,
  findQueryKeys,
  IdentityHeaders,
  pathOf,
  queryOf,
  UsageRecording,
} from '../../auth/index.js';
import { andThen, type Awaitable } from '../../kernel/awaitable.js';
import { AppError } from '../../kernel/errors/index.js';
import { type ApiMatch, type Upstream, upstreamPath } from '../../modules/protected-apis/index.js';
import { AppConfig } from '../../platform/config/index.js';
import { hasBody } from '../../platform/http/index.js';
import { Metrics } from '../../platform/observability/index.js';
import { AcceptedHandshakes } from './accepted-handshakes.js';
import { type ForwardedNames, forwardedHeaders, forwardedNames } from './forwarded-headers.js';
import { Relay } from './relay.js';
import { returnedHeaders, type ReturnSettings } from './returned-headers.js';
import { Upgrades } from './upgrades.js';
import { tooLarge, UploadBody } from './upload-body.js';
import { type UpstreamPool, UpstreamPools } from './upstream-pools.js';

/** A body means nothing to these (RFC 9110 §9.3), so that some servers do not read it. */
const WITHOUT_BODY = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS']);

/** A call that was allowed, and what came of its decision. */
export interface AllowedCall {
  readonly call: Call;
  readonly match: ApiMatch;
  readonly decision: Allowed;
}

/** What the upstream is asked, and how its answer is handed on. */
interface Outgoing {
  readonly path: string;
  readonly headers: string[];
  readonly settings: ReturnSettings;
}

/** Takes calls that were allowed to their upstreams. */
@Injectable()
export class Forwarding {
  private readonly vary: string;
  private readonly forwardedNames: ForwardedNames;
  private readonly scheme: string;
  private readonly maxUploadBytes: number | null;

  constructor(
    config: AppConfig,
    private readonly identities: IdentityHeaders,
    private readonly pools: UpstreamPools,
    private readonly metrics: Metrics,
    private readonly upgrades: Upgrades,
    private readonly handshakes: AcceptedHandshakes,
    private readonly usage: UsageRecording,
  ) {
    const { signedTokenHeaders } = config;
    this.forwardedNames = forwardedNames(
      new Set(['authorization', 'x-api-key', 'dpop', ...signedTokenHeaders]),
    );
    this.vary = ['Authorization', 'X-API-Key', ...signedTokenHeaders].join(', ');
    this.scheme = new URL(config.publicUrl).protocol.slice(0, -1);
    this.maxUploadBytes = config.maxUploadBytes;
  }

  /** @throws AppError, also later, before anything was sent; what goes wrong after that is answered here. */
  forward(request: FastifyRequest, reply: FastifyReply, allowed: AllowedCall): Awaitable<void> {
    const { api } = allowed.match;
    const upstream = upstreamOf(allowed.match);
    this.refuseTooLarge(request);
    const outgoing = this.outgoing(request, reply, allowed, upstream);
    const pool = this.pools.of(api, upstream);
    return andThen(pool.slots.acquire(), () => {
      if (reply.raw.destroyed || request.raw.socket.destroyed) pool.slots.release();
      else this.relay(request, reply, allowed, outgoing, upstream, pool);
    });
  }

  private refuseTooLarge({ headers }: FastifyRequest): void {
    const max = this.maxUploadBytes;
    if (max !== null && Number(headers['content-length'] ?? 0) > max) throw tooLarge(max);
  }

  private outgoing(
    request: FastifyRequest,
    reply: FastifyReply,
    { call, match: { prefix, policy }, decision: { principal } }: AllowedCall,
    upstream: Upstream,
  ): Outgoing {
    const query = queryOf(call.target);
    const keyInQuery = findQueryKeys(query, policy.queryKeyNames)[0];
    const rest = keyInQuery?.rest ?? query;
    const path = upstreamPath(upstream, prefix, pathOf(call.target));
    const ownVary = reply.getHeader('vary');
    return {
      path: rest === '' ? path : `${path}?${rest}`,
      headers: forwardedHeaders(call.headers, {
        identity: this.identities.linesOf(principal, policy.audience),
        requestId: call.requestId,
        clientAddress: call.clientAddress,
        host: request.headers.host,
        scheme: this.scheme,
        names: this.forwardedNames,
      }),
      settings: {
        keyInQuery: keyInQuery !== undefined,
        vary: ownVary === undefined ? this.vary : `${String(ownVary)}, ${this.vary}`,
      },
    };
  }

  private relay(
    request: FastifyRequest,
    reply: FastifyReply,
    allowed: AllowedCall,
    { path, headers, settings }: Outgoing,
    { origin, firstByteTimeoutMs, idleTimeoutMs }: Upstream,
    { dispatcher, slots }: UpstreamPool,
  ): void {
    const startedMs = performance.now();
    const record = (status: number | null): void =>
      this.metrics.recordUpstream(status, (performance.now() - startedMs) / 1000);
    const upload = this.uploadOf(request, reply, idleTimeoutMs);
    const wantsUpgrade = this.upgrades.isUpgrade(request.raw);
    new Relay(request, reply, {
      dispatcher,
      call: {
        origin,
        path,
        method: request.method,
        headers,
        body: upload,
        upgrade: wantsUpgrade ? 'websocket' : null,
        // What an upstream leaves unread it would take for the next call on the connection, decided on by nobody.
        // A `false` would take back that undici itself ends a connection after HEAD and a refused upgrade.
        ...(upload !== null && WITHOUT_BODY.has(request.method) ? { reset: true } : {}),
        headersTimeout: firstByteTimeoutMs,
        bodyTimeout: idleTimeoutMs,
      },
      upload,
      idleTimeoutMs,
      settings,
      ended: (status, isClientGone) => {
        slots.release();
        // There is no answer that the request log could tell of.
        if (isClientGone) request.log.info({ upstream_status: status }, 'the client hung up');
        if (status !== null || !isClientGone) record(status);
      },
      refused: ({ status, code }) => {
        if (status < 500) return;
        this.usage.failedUpstream(allowed.match.policy, allowed.decision.verified, code);
      },
      upgraded: (answer, socket) => {
        record(101);
        const closed = (): void => slots.release();
        this.handshakes.accept(request, reply, allowed, {
          headers: returnedHeaders(answer, settings),
          socket,
          idleTimeoutMs,
          closed,
        });
      },
    }).start();
  }

  /** Asks a client that waits for permission (`Expect: 100-continue`) to go ahead. */
  private uploadOf(
    { raw }: FastifyRequest,
    reply: FastifyReply,
    idleTimeoutMs: number,
  ): UploadBody | null {
    if (!hasBody(raw)) return null;
    if (raw.headers.expect !== undefined) reply.raw.writeContinue();
    return new UploadBody(raw, { idleTimeoutMs, maxBytes: this.maxUploadBytes });
  }
}

function upstreamOf({ api }: ApiMatch): Upstream {
  if (api.upstream !== null) return api.upstream;
  throw new AppError('not_found', {
    detail: 'This API is not served through this gateway.',
    internal: 'api_without_upstream',
  });
}
