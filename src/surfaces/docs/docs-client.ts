import { Injectable } from '@nestjs/common';
import { DOCS_CLIENT_ID } from '../../kernel/client-ids.js';
import { isSecureContext } from '../../kernel/secure-context.js';
import { ScopeCatalogue } from '../../modules/protected-apis/index.js';
import { AppConfig } from '../../platform/config/index.js';
import { OwnClients } from '../management/own-clients.js';

/** Where Swagger UI takes the answer to a sign-in. */
export function redirectPage(publicUrl: string): string {
  return `${publicUrl}/docs/oauth2-redirect.html`;
}

/**
 * Swagger UI as an OAuth client: public, code flow with PKCE. A person is asked what it may do as with any
 * app, since it can be anything that the API can.
 */
@Injectable()
export class DocsClient {
  constructor(
    private readonly clients: OwnClients,
    private readonly catalogue: ScopeCatalogue,
    private readonly config: AppConfig,
  ) {}

  /** Its id; null where browsers would make no sign-in. */
  get id(): string | null {
    return isSecureContext(this.config.publicUrl) ? DOCS_CLIENT_ID : null;
  }

  /** Registers it where that was not done yet, or was undone. */
  async ensure(): Promise<void> {
    if (this.id === null) return;
    const { publicUrl } = this.config;
    const own = await this.catalogue.findByAudience(publicUrl);
    const scopes = (own?.scopes ?? []).map(({ name }) => name);
    await this.clients.ensure(DOCS_CLIENT_ID, {
      client_name: 'Ostiary API reference',
      kind: 'spa',
      redirect_uris: [redirectPage(publicUrl)],
      scope: ['openid', 'profile', 'offline_access', ...scopes].join(' '),
      resources: [publicUrl],
    });
  }
}
