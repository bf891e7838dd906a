import { Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Quota } from '../../../kernel/policy.js';
import { networkOf, RateLimits } from '../../../platform/limits/index.js';
import { EnginePages } from './engine-pages.js';
import { OAUTH_PATHS } from './oauth-settings.js';

/** Questions that one network may have put to persons: many people may share its address. */
const QUOTA: Quota = { limit: 300, windowSeconds: 10 * 60 };
const ASKING_PATHS: ReadonlySet<string> = new Set([
  OAUTH_PATHS.authorization,
  OAUTH_PATHS.end_session,
]);

/**
 * Bounds what callers without any credential can make us store. A question to a person, to sign in or
 * to sign out, is a row for half an hour, whether anybody will answer it or not. Counted are requests
 * that left a row behind: single sign-on of those who are signed in leaves none.
 */
@Injectable()
export class QuestionLimit {
  constructor(
    private readonly limits: RateLimits,
    private readonly pages: EnginePages,
  ) {}

  install(provider: Provider): void {
    provider.use((ctx, next) => this.run(ctx as unknown as KoaContextWithOIDC, next));
  }

  private async run(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
    if (!ASKING_PATHS.has(ctx.path)) {
      await next();
      return;
    }
    const bucket = `oauth-questions:${networkOf(ctx.ip === '' ? null : ctx.ip)}`;
    // Counted first and given back afterwards, so that parallel requests cannot outrun the count.
    const { allowed, resetSeconds } = await this.limits.consume(bucket, QUOTA);
    if (!allowed) {
      ctx.status = 429;
      ctx.set('retry-after', String(resetSeconds));
      this.pages.renderError(ctx, {
        error: 'rate_limited',
        error_description: `too many sign-ins were started from this network, try again in ${resetSeconds} seconds`,
      });
      return;
    }
    await next();
    if (!leftRow(ctx)) await this.limits.refund(bucket, QUOTA);
  }
}

function leftRow(ctx: KoaContextWithOIDC): boolean {
  // There is none for a method that the engine does not know.
  const oidc = ctx.oidc as KoaContextWithOIDC['oidc'] | undefined;
  if (ctx.path === OAUTH_PATHS.end_session) return oidc?.session?.accountId === undefined;
  return oidc?.entities.Interaction !== undefined;
}
