import type { EventEmitter } from 'node:events';
import { Injectable, Logger } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { type AuditEntry, AuditLog } from '../../../platform/audit/index.js';
import { Metrics } from '../../../platform/observability/index.js';

/** Turns what the engine reports into counts, audit entries and log lines. */
@Injectable()
export class EngineObserver {
  private readonly logger = new Logger('OAuth');

  constructor(
    private readonly metrics: Metrics,
    private readonly audit: AuditLog,
  ) {}

  install(provider: Provider): void {
    provider.on('grant.success', (ctx: KoaContextWithOIDC) => {
      this.countToken(String(ctx.oidc.params?.['grant_type']));
    });
    provider.on('grant.revoked', (ctx: KoaContextWithOIDC, grantId: string) => {
      // At the token endpoint only one thing revokes a grant: something was used a second time.
      if (ctx.oidc.route === 'token') this.attempt(this.recordReuse(ctx, grantId));
    });
    provider.on('authorization.success', (ctx: KoaContextWithOIDC) => {
      if (ctx.oidc.deviceCode !== undefined) this.attempt(this.recordDevice(ctx));
    });
    (provider as EventEmitter).on('error', (error: Error) => {
      this.logger.error(error.message, error.stack);
    });
  }

  /** @param grant its `grant_type` */
  countToken(grant: string): void {
    this.metrics.recordTokenIssued(grant);
  }

  private recordReuse(ctx: KoaContextWithOIDC, grantId: string): Promise<void> {
    const { client, params } = ctx.oidc;
    const isRefresh = params?.['grant_type'] === 'refresh_token';
    return this.audit.record({
      actorKind: 'system',
      actorId: null,
      action: 'oauth_grant.revoke',
      targetType: 'oauth_grant',
      targetId: grantId,
      ...originOf(ctx),
      detail: {
        reason: isRefresh ? 'refresh_reuse' : 'code_reuse',
        client_id: client?.clientId ?? null,
      },
    });
  }

  /** Who let a device in: the person sees no more of it than this. */
  private recordDevice(ctx: KoaContextWithOIDC): Promise<void> {
    const { client, session, entities } = ctx.oidc;
    return this.audit.record({
      actorKind: 'login_token',
      actorId: session?.accountId ?? null,
      action: 'device_code.approve',
      targetType: 'oauth_grant',
      targetId: entities.DeviceCode?.grantId ?? null,
      ...originOf(ctx),
      detail: { client_id: client?.clientId ?? null },
    });
  }

  private attempt(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.logger.error(error);
    });
  }
}

function originOf(ctx: KoaContextWithOIDC): Pick<AuditEntry, 'requestId' | 'clientAddress'> {
  const requestId = ctx.res.getHeader('x-request-id');
  return {
    requestId: typeof requestId === 'string' ? requestId : null,
    clientAddress: ctx.ip === '' ? null : ctx.ip,
  };
}
