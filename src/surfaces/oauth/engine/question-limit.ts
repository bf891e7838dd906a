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
  OAUTH_PATHS.code_verification,
  OAUTH_PATHS.end_session,
]);
/** Where programs prepare such a question, with a count of their own: they must not lock persons out. */
const PREPARING_PATHS: ReadonlySet<string> = new Set([
  OAUTH_PATHS.pushed_authorization_request,
  OAUTH_PATHS.device_authorization,
]);

/**
 * Bounds what callers without any credential can make us store. A question to a person, to sign in or
 * to sign out, is a row for half an hour, whether anybody will answer it or not. Counted are requests
 * that left a row behind: single sign-on of those who are signed in leaves none, and clients that have
 * proved who they are answer for what they store.
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
    const name = bucketNameOf(ctx.path);
    if (name === null) {
      await next();
      return;
    }
    const bucket = `${name}:${networkOf(ctx.ip === '' ? null : ctx.ip)}`;
    // Counted first and given back afterwards, so that parallel requests cannot outrun the count.
    const counted = await this.limits.consume(bucket, QUOTA);
    if (!counted.allowed) {
      const { resetSeconds } = counted;
      ctx.status = 429;
      ctx.set('retry-after', String(resetSeconds));
      this.pages.renderError(ctx, {
        error: 'rate_limited',
        error_description: `too many sign-ins were started from this network, try again in ${resetSeconds} seconds`,
      });
      return;
    }
    await next();
    if (!leftRow(ctx)) await this.limits.refund(bucket, counted);
  }
}

function bucketNameOf(path: string): string | null {
  if (ASKING_PATHS.has(path)) return 'oauth-questions';
  return PREPARING_PATHS.has(path) ? 'oauth-preparations' : null;
}

function leftRow(ctx: KoaContextWithOIDC): boolean {
  // There is none for a method that the engine does not know.
  const oidc = ctx.oidc as KoaContextWithOIDC['oidc'] | undefined;
  if (PREPARING_PATHS.has(ctx.path)) {
    return ctx.status < 300 && oidc?.client?.clientAuthMethod === 'none';
  }
  const isNewSession = oidc?.session?.accountId === undefined;
  if (ctx.path === OAUTH_PATHS.end_session) return isNewSession;
  if (ctx.path === OAUTH_PATHS.code_verification && ctx.method === 'GET') return isNewSession;
  return oidc?.entities.Interaction !== undefined;
}
