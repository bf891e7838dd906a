import { Module } from '@nestjs/common';
import { ApiCatalogue } from './api-catalogue.js';
import { ProtectedApisRepository } from './protected-apis.repository.js';
import { ProtectedApisService } from './protected-apis.service.js';
import { ScopeCatalogue } from './scope-catalogue.js';

/** The APIs that Ostiary stands before. */
@Module({
  providers: [ProtectedApisRepository, ProtectedApisService, ApiCatalogue, ScopeCatalogue],
  exports: [ProtectedApisService, ApiCatalogue, ScopeCatalogue],
})
export class ProtectedApisModule {}
