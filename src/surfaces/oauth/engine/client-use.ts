import { Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { clientRowId } from '../../../kernel/client-ids.js';
import { CredentialUses } from '../../../modules/usage/index.js';
import { OAUTH_PATHS } from './oauth-settings.js';

/** Where a client proves itself. */
const PROVED_AT: ReadonlySet<string> = new Set([
  OAUTH_PATHS.token,
  OAUTH_PATHS.introspection,
  OAUTH_PATHS.revocation,
  OAUTH_PATHS.pushed_authorization_request,
  OAUTH_PATHS.device_authorization,
]);

/** Notes when and from where clients were used at the engine's own endpoints. */
@Injectable()
export class ClientUse {
  constructor(private readonly uses: CredentialUses) {}

  install(provider: Provider): void {
    provider.use(async (context, next) => {
      await next();
      this.note(context as unknown as KoaContextWithOIDC);
    });
  }

  private note(ctx: KoaContextWithOIDC): void {
    if (!PROVED_AT.has(ctx.path) || ctx.status >= 400) return;
    const client = (ctx.oidc as KoaContextWithOIDC['oidc'] | undefined)?.client;
    if (client === undefined) return;
    // Anybody can name a public client. What it redeems for tokens was meant for it.
    if (client.clientAuthMethod === 'none' && ctx.path !== OAUTH_PATHS.token) return;
    this.noteAt(client.clientId, ctx.ip === '' ? null : ctx.ip, ctx.get('user-agent'));
  }

  /** Of a client that has proved itself. */
  noteAt(clientId: string, clientAddress: string | null, userAgent: string | undefined): void {
    this.uses.note(clientRowId(clientId), null, () => ({ clientAddress, userAgent }));
  }
}
