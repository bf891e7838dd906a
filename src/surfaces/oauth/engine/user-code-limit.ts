import { Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Quota } from '../../../kernel/policy.js';
import { AuditLog } from '../../../platform/audit/index.js';
import { RateLimits, siteOf } from '../../../platform/limits/index.js';
import { EnginePages } from './engine-pages.js';
import { OAUTH_PATHS } from './oauth-settings.js';

/**
 * Wrong user codes of one site. A code is one of 20^8 for ten minutes: with a thousand open codes, a
 * million sites together would need weeks to meet one (RFC 8628 §5.1).
 */
const QUOTA: Quota = { limit: 20, windowSeconds: 10 * 60 };

/** Limits the guessing of user codes. What fits, and what was right a moment ago, does not count. */
@Injectable()
export class UserCodeLimit {
  private readonly wrong = new WeakSet<KoaContextWithOIDC>();

  constructor(
    private readonly limits: RateLimits,
    private readonly pages: EnginePages,
    private readonly audit: AuditLog,
  ) {}

  install(provider: Provider): void {
    provider.use((ctx, next) => this.run(ctx as unknown as KoaContextWithOIDC, next));
  }

  /** To be called when the code of a request belongs to nobody. */
  countWrong(ctx: KoaContextWithOIDC): void {
    this.wrong.add(ctx);
  }

  private async run(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
    if (ctx.path !== OAUTH_PATHS.code_verification || ctx.method !== 'POST') {
      await next();
      return;
    }
    const site = siteOf(ctx.ip === '' ? null : ctx.ip);
    const bucket = `user-codes:${site}`;
    // Counted first and given back afterwards, so that parallel guesses cannot outrun the count.
    const counted = await this.limits.consume(bucket, QUOTA);
    const { allowed, remaining, resetSeconds } = counted;
    if (!allowed) {
      ctx.status = 429;
      ctx.set('retry-after', String(resetSeconds));
      this.pages.renderError(ctx, {
        error: 'slow_down',
        error_description: `too many wrong codes were entered from this network, try again in ${resetSeconds} seconds`,
      });
      return;
    }
    await next();
    if (!this.wrong.has(ctx)) await this.limits.refund(bucket, counted);
    else if (remaining === 0) await this.recordLockOut(ctx, site);
  }

  /** Once per window: a stranger must not be able to fill the record. */
  private recordLockOut(ctx: KoaContextWithOIDC, site: string): Promise<void> {
    const requestId = ctx.res.getHeader('x-request-id');
    return this.audit.record({
      actorKind: 'anonymous',
      actorId: null,
      action: 'user_code.lock_out',
      targetType: 'network',
      targetId: site,
      requestId: typeof requestId === 'string' ? requestId : null,
      clientAddress: ctx.ip === '' ? null : ctx.ip,
      detail: { wrong_codes: QUOTA.limit, window_seconds: QUOTA.windowSeconds },
    });
  }
}
