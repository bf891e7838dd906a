import { Module } from '@nestjs/common';
import { BootstrapService } from './bootstrap.service.js';
import { SetupTokensRepository } from './setup-tokens.repository.js';
import { UsersModule } from './users.module.js';

/** The first administrator of a server that starts; a command that only opens the database leaves it out. */
@Module({
  imports: [UsersModule],
  providers: [BootstrapService, SetupTokensRepository],
  exports: [BootstrapService],
})
export class BootstrapModule {}
