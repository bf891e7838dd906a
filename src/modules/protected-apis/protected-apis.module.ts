import { Module } from '@nestjs/common';
import { ApiCatalogue } from './api-catalogue.js';
import { ApiGrantsRepository } from './api-grants.repository.js';
import { ApiGrantsService } from './api-grants.service.js';
import { ApiGrants } from './api-grants.js';
import { ProtectedApisRepository } from './protected-apis.repository.js';
import { ProtectedApisService } from './protected-apis.service.js';
import { ScopeCatalogue } from './scope-catalogue.js';

/** The APIs that Ostiary stands before. */
@Module({
  providers: [
    ProtectedApisRepository,
    ProtectedApisService,
    ApiCatalogue,
    ScopeCatalogue,
    ApiGrantsRepository,
    ApiGrantsService,
    ApiGrants,
  ],
  exports: [ProtectedApisService, ApiCatalogue, ScopeCatalogue, ApiGrantsService, ApiGrants],
})
export class ProtectedApisModule {}
