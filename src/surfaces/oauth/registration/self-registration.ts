import { Injectable } from '@nestjs/common';
import Provider, {
  type Client,
  type ClientMetadata as EngineMetadata,
  type Configuration,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { isDocumentUrl, SELF_REGISTERED_APP_ID } from '../../../kernel/client-ids.js';
import { newId } from '../../../kernel/ids.js';
import type { Quota } from '../../../kernel/policy.js';
import { AppsService } from '../../../modules/apps/index.js';
import {
  generateClientSecret,
  SelfRegisteredClientsService,
} from '../../../modules/oauth-clients/index.js';
import { AuditLog } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock.js';
import { AppConfig } from '../../../platform/config/index.js';
import { networkOf, RateLimits } from '../../../platform/limits/index.js';
import type { ClientStore } from '../engine/engine-adapter.js';
import {
  EngineClients,
  EXTRA_CLIENT_MEMBERS,
  ownMembersOf,
  PLACEHOLDER_SECRET,
} from '../engine/engine-clients.js';
import { OAUTH_PATHS } from '../engine/oauth-settings.js';
import { registrationAnswer } from './registration-answer.js';
import { grantedTo, StrangerPolicy } from './stranger-policy.js';

type RegistrationFeatures = Pick<
  NonNullable<Configuration['features']>,
  'clientIdMetadataDocument' | 'registration' | 'registrationManagement'
>;

/** What one network may register, or make us fetch. Every new client and document is a row for good. */
const REGISTRATIONS: Quota = { limit: 20, windowSeconds: 3600 };
const FETCHES: Quota = { limit: 60, windowSeconds: 600 };
/** Long enough for a person to read the consent page. */
const CACHE_SECONDS = { min: 300, max: 600 };

/**
 * Clients that nobody here registered: those that do it themselves (RFC 7591, RFC 7592), and those whose
 * `client_id` is the URL of a document about them. The engine speaks the protocols; what such clients may
 * be is for `StrangerPolicy`, and they are kept like all others, under an app of their own.
 */
@Injectable()
export class SelfRegistration implements ClientStore {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly policy: StrangerPolicy,
    private readonly registered: SelfRegisteredClientsService,
    private readonly clients: EngineClients,
    private readonly apps: AppsService,
    private readonly limits: RateLimits,
    private readonly audit: AuditLog,
  ) {}

  features(): RegistrationFeatures {
    const { dynamicRegistration: mode } = this.config;
    return {
      clientIdMetadataDocument: {
        enabled: this.config.clientMetadataDocuments,
        ack: 'draft-02',
        cacheDuration: CACHE_SECONDS,
        allowFetch: (ctx, clientId) => this.allowFetch(ctx, clientId),
        allowClient: (_ctx, client) => this.adopt(client),
      },
      registration: {
        enabled: mode !== 'off',
        initialAccessToken: mode === 'token',
        idFactory: () => newId('cli', this.clock.now()),
        secretFactory: () => generateClientSecret(),
        issueRegistrationAccessToken: true,
      },
      registrationManagement: { enabled: mode !== 'off', rotateRegistrationAccessToken: false },
    };
  }

  install(provider: Provider): void {
    provider.use((ctx, next) => this.run(ctx as unknown as KoaContextWithOIDC, next));
  }

  /** The engine asks once per member of our own: the first stands for all. */
  check(ctx: KoaContextWithOIDC | undefined, member: string, metadata: EngineMetadata): void {
    if (member === EXTRA_CLIENT_MEMBERS[0]) this.policy.apply(ctx !== undefined, metadata);
  }

  async store(id: string, client: Readonly<Record<string, unknown>>): Promise<void> {
    await this.ensureApp();
    const secret = client['client_secret'];
    const isNew = typeof secret === 'string' && secret !== PLACEHOLDER_SECRET;
    await this.registered.store(id, grantedTo(client), isNew ? secret : null, (stored) => {
      const isFirst = stored.createdAt === stored.updatedAt;
      const action = isFirst ? 'oauth_client.register' : 'oauth_client.update';
      return this.record(action, id, { client_name: stored.clientName });
    });
  }

  async remove(id: string): Promise<void> {
    await this.registered.remove(id, () => this.record('oauth_client.unregister', id, {}));
  }

  private async run(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
    const isOpen = this.config.dynamicRegistration === 'open';
    if (isOpen && ctx.path === OAUTH_PATHS.registration && allowBrowsers(ctx)) return;
    const isNew = ctx.path === OAUTH_PATHS.registration && ctx.method === 'POST';
    if (isNew && isOpen) {
      const seconds = await this.secondsToWait(ctx, 'oauth-registrations', REGISTRATIONS);
      if (seconds !== null) {
        refuse(ctx, seconds);
        return;
      }
    }
    await next();
    if (
      ctx.path.startsWith(OAUTH_PATHS.registration) &&
      (ctx.status === 200 || ctx.status === 201)
    ) {
      const standing = await this.clients.standing(ctx.oidc.client?.clientId ?? '');
      if (standing !== null) registrationAnswer(ctx, standing.client);
    }
  }

  /** @param ctx absent where one of our own pages asks for the client */
  private async allowFetch(
    ctx: KoaContextWithOIDC | undefined,
    clientId: string,
  ): Promise<boolean> {
    // The engine also takes `HTTPS://`, under which the rest of us would not know the client.
    if (!isDocumentUrl(clientId)) return false;
    const hosts = this.config.clientMetadataHosts;
    if (hosts !== null && !hosts.includes(new URL(clientId).host)) return false;
    return (await this.secondsToWait(ctx, 'client-documents', FETCHES)) === null;
  }

  /** @returns false for a client that was disabled here */
  private async adopt(client: Client): Promise<boolean> {
    await this.ensureApp();
    const standing = await this.registered.adopt(client.clientId, grantedTo(client), ({ id }) =>
      this.record('oauth_client.adopt', id, { metadata_url: client.clientId }),
    );
    if (!standing.active) return false;
    Object.assign(client, ownMembersOf(standing));
    return true;
  }

  private async secondsToWait(
    ctx: KoaContextWithOIDC | undefined,
    bucket: string,
    quota: Quota,
  ): Promise<number | null> {
    const network = networkOf(ctx === undefined || ctx.ip === '' ? null : ctx.ip);
    const { allowed, resetSeconds } = await this.limits.consume(`${bucket}:${network}`, quota);
    return allowed ? null : resetSeconds;
  }

  private async ensureApp(): Promise<void> {
    await this.apps.ensure(
      SELF_REGISTERED_APP_ID,
      'Self-registered clients',
      'OAuth clients that nobody here registered. Disable this app to stop all of them.',
    );
  }

  private async record(action: string, id: string, detail: Record<string, string>): Promise<void> {
    const ctx = Provider.ctx;
    const requestId = ctx?.res.getHeader('x-request-id');
    await this.audit.record({
      actorKind: 'system',
      actorId: null,
      action,
      targetType: 'oauth_client',
      targetId: id,
      requestId: typeof requestId === 'string' ? requestId : null,
      clientAddress: ctx === undefined || ctx.ip === '' ? null : ctx.ip,
      detail,
    });
  }
}

/**
 * Where anybody may register, a program in a browser may: a request has nothing that is the browser's.
 *
 * @returns whether it was the browser's question, which is answered herewith
 */
function allowBrowsers(ctx: KoaContextWithOIDC): boolean {
  if (ctx.get('origin') === '') return false;
  ctx.set('access-control-allow-origin', '*');
  if (ctx.method !== 'OPTIONS') return false;
  ctx.set({
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '3600',
  });
  ctx.status = 204;
  return true;
}

function refuse(ctx: KoaContextWithOIDC, seconds: number): void {
  ctx.status = 429;
  ctx.set('retry-after', String(seconds));
  ctx.body = {
    error: 'rate_limited',
    error_description: `too many clients were registered from this network, try again in ${seconds} seconds`,
  };
}
