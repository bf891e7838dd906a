import { Module } from '@nestjs/common';
import { BootstrapService } from './bootstrap.service.js';
import { PasswordHasher } from './password-hasher.js';
import { SetupTokensRepository } from './setup-tokens.repository.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

@Module({
  providers: [
    UsersService,
    BootstrapService,
    UsersRepository,
    SetupTokensRepository,
    PasswordHasher,
  ],
  exports: [UsersService, BootstrapService],
})
export class UsersModule {}
