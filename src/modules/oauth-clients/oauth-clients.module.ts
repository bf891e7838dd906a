import { Module } from '@nestjs/common';
import { ClientSecretsService } from './client-secrets.service.js';
import { OAuthClientsRepository } from './oauth-clients.repository.js';
import { OAuthClientsService } from './oauth-clients.service.js';
import { OwnClientsService } from './own-clients.service.js';
import { RememberedClients } from './remembered-clients.js';
import { SelfRegisteredClientsService } from './self-registered-clients.service.js';

@Module({
  providers: [
    OAuthClientsRepository,
    RememberedClients,
    OAuthClientsService,
    ClientSecretsService,
    OwnClientsService,
    SelfRegisteredClientsService,
  ],
  exports: [
    OAuthClientsService,
    ClientSecretsService,
    OwnClientsService,
    SelfRegisteredClientsService,
  ],
})
export class OAuthClientsModule {}
