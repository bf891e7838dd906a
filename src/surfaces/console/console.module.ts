import { Module } from '@nestjs/common';
import { AppsModule } from '../../modules/apps/index.js';
import { OAuthClientsModule } from '../../modules/oauth-clients/index.js';
import { OwnClients } from '../management/own-clients.js';
import { ConsoleClient } from './console-client.js';
import { ConsoleRoutes } from './console.routes.js';

/** Serves the web console, which is a program of its own in `console/`. */
@Module({
  imports: [AppsModule, OAuthClientsModule],
  providers: [OwnClients, ConsoleClient, ConsoleRoutes],
})
export class ConsoleModule {}
