import { Body, Header, HttpCode, Injectable, Post } from '@nestjs/common';
import { AppError } from '../../../kernel/errors/index.js';
import type { Quota } from '../../../kernel/policy.js';
import { AppsService, type AppRecord } from '../../../modules/apps/index.js';
import { CredentialUses } from '../../../modules/usage/index.js';
import { ApiOkResponse, ApiOperation } from '../../../platform/api-description/index.js';
import { Clock } from '../../../platform/clock.js';
import { toRfc3339, toRfc3339OrNull } from '../../../platform/http/index.js';
import { Authority } from '../authority.js';
import { CallerLimits } from '../caller-limits.js';
import { CurrentCaller, type Caller } from '../caller.js';
import { toLastUsedView } from '../last-used.schema.js';
import { ManagementAudit } from '../management-audit.js';
import { CredentialFinder } from './credential-finder.js';
import {
  findCredentialSchema,
  foundCredentialSchema,
  unwrapped,
  type FindCredentialRequest,
  type FoundCredentialView,
} from './find-credential.schema.js';
import type { FoundCredential } from './found-credential.js';
import { leakState } from './leak-state.js';

/** As many as sign-ins that fail from one site. */
const QUOTA: Quota = { limit: 50, windowSeconds: 15 * 60 };

/** What a leaked text opens, and how to end that. */
@Injectable()
export abstract class FindCredentialRoutes {
  /** Where the objects are that this surface manages, such as `/admin`. */
  protected abstract readonly base: string;

  constructor(
    private readonly finder: CredentialFinder,
    private readonly apps: AppsService,
    private readonly uses: CredentialUses,
    private readonly authority: Authority,
    private readonly limits: CallerLimits,
    private readonly audit: ManagementAudit,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'findCredential',
    summary: 'What a leaked credential is, to revoke it',
    description:
      'Nothing of what is pasted is kept, logged or repeated, and it does not count as a use. What is nothing of this server’s, and what is somebody else’s, is the same 404. The audit log has who asked, and what was found.',
  })
  @ApiOkResponse({ standardSchema: foundCredentialSchema })
  async find(
    @Body({ schema: findCredentialSchema }) body: FindCredentialRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<FoundCredentialView> {
    await this.limits.count(caller, 'credential-searches', QUOTA);
    const found = await this.finder.find(unwrapped(body.credential));
    const app = await this.appOf(found);
    const isShown = found !== null && this.mayKnow(caller, found, app);
    await this.audit.record(caller, {
      action: 'credential.find',
      targetId: isShown ? found.id : null,
      detail: isShown ? { found: found.kind, app_id: found.appId } : { found: null },
    });
    if (!isShown) throw notFound();
    return this.view(caller, found, app);
  }

  private mayKnow({ principal }: Caller, found: FoundCredential, app: AppRecord | null): boolean {
    const ownerId = this.authority.ownerOf(principal);
    if (ownerId === undefined) return true;
    return found.userId === ownerId || app?.ownerId === ownerId;
  }

  private async appOf(found: FoundCredential | null): Promise<AppRecord | null> {
    const appId = found?.appId ?? null;
    return appId === null ? null : this.apps.get(appId);
  }

  private async view(
    caller: Caller,
    found: FoundCredential,
    app: AppRecord | null,
  ): Promise<FoundCredentialView> {
    return {
      kind: found.kind,
      id: found.id,
      name: found.name,
      preview: found.preview,
      is_secret: found.isSecret,
      app_id: app?.id ?? null,
      app_name: app?.name ?? null,
      owner_id: app?.ownerId ?? null,
      user_id: found.userId,
      state: leakState(
        { ...found.standing, appDisabledAt: app?.disabledAt ?? null },
        this.clock.now(),
      ),
      created_at: toRfc3339OrNull(found.createdAt),
      expires_at: toRfc3339OrNull(found.expiresAt),
      last_used: await this.lastUse(found),
      links: this.linksOf(caller, found, app),
    };
  }

  private linksOf(
    { principal }: Caller,
    found: FoundCredential,
    app: AppRecord | null,
  ): FoundCredentialView['links'] {
    const ownerId = this.authority.ownerOf(principal);
    // Sessions have addresses of their own under `/account` only; administrators sign a user out.
    if (app === null && ownerId === undefined) {
      return { self: `/admin/users/${found.userId ?? ''}`, revoke: null };
    }
    // Somebody else's app, which was let in: there is nothing of it to manage.
    if (app !== null && ownerId !== undefined && app.ownerId !== ownerId) {
      return { self: null, revoke: null };
    }
    const place = app === null ? this.base : `${this.base}/apps/${app.id}`;
    const linkTo = (path: string | null) => (path === null ? null : `${place}${path}`);
    return { self: linkTo(found.self), revoke: linkTo(found.revoke) };
  }

  private async lastUse({
    id,
    usedAt,
  }: FoundCredential): Promise<FoundCredentialView['last_used']> {
    if (usedAt === undefined) return toLastUsedView(await this.uses.of([id]), id);
    return usedAt === null ? null : { at: toRfc3339(usedAt), ip: null, user_agent: null };
  }
}

function notFound(): AppError {
  return new AppError('not_found', {
    detail: 'This opens nothing here that you manage.',
    hint: 'Paste the whole value and nothing around it. A token that has expired, or was issued elsewhere, is not found.',
  });
}
