import { Injectable } from '@nestjs/common';
import { CONSOLE_CLIENT_ID } from '../../kernel/client-ids.js';
import { AppConfig } from '../../platform/config/index.js';
import { ACCOUNT_SCOPES } from '../account/index.js';
import { OwnClients } from '../management/own-clients.js';

/** What the console asks for. What of it counts is decided at each call, by the roles of its user. */
export const CONSOLE_SCOPE = [
  'openid',
  'profile',
  ...ACCOUNT_SCOPES.map(({ name }) => name),
  'admin:*',
].join(' ');

/** The console as an OAuth client: public, code flow with PKCE, at the address of this server. */
@Injectable()
export class ConsoleClient {
  constructor(
    private readonly clients: OwnClients,
    private readonly config: AppConfig,
  ) {}

  /** Registers it where that was not done yet, or was undone. */
  async ensure(): Promise<void> {
    const { publicUrl } = this.config;
    await this.clients.ensure(CONSOLE_CLIENT_ID, {
      client_name: 'Ostiary console',
      kind: 'spa',
      redirect_uris: [`${publicUrl}/console/callback`],
      post_logout_redirect_uris: [`${publicUrl}/console/`],
      scope: CONSOLE_SCOPE,
      resources: [publicUrl],
    });
  }
}
