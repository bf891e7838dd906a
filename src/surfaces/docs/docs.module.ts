import { Module } from '@nestjs/common';
import { AppsModule } from '../../modules/apps/index.js';
import { OAuthClientsModule } from '../../modules/oauth-clients/index.js';
import { ProtectedApisModule } from '../../modules/protected-apis/index.js';
import { OwnClients } from '../management/own-clients.js';
import { ApiDocument } from './api-document.js';
import { DocsClient } from './docs-client.js';

/** The description of the API; `setUpDocs` serves it. */
@Module({
  imports: [ProtectedApisModule, AppsModule, OAuthClientsModule],
  providers: [ApiDocument, OwnClients, DocsClient],
})
export class DocsModule {}
