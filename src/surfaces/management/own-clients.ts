import { Injectable } from '@nestjs/common';
import { OWN_CLIENTS_APP_ID } from '../../kernel/client-ids.js';
import { AppsService } from '../../modules/apps/index.js';
import { type ClientMetadata, OwnClientsService } from '../../modules/oauth-clients/index.js';

/** The OAuth clients that are parts of this server, with the app that they belong to. */
@Injectable()
export class OwnClients {
  constructor(
    private readonly apps: AppsService,
    private readonly clients: OwnClientsService,
  ) {}

  /** Registers a client where that was not done yet, or was undone; one that was disabled stays so. */
  async ensure(id: string, metadata: ClientMetadata): Promise<void> {
    await this.apps.ensure(
      OWN_CLIENTS_APP_ID,
      'Ostiary',
      'Clients that are parts of this server. Disabled, nobody signs in to the console or on the page /docs.',
    );
    await this.clients.ensure(id, metadata);
  }
}
