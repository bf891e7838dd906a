import { Module } from '@nestjs/common';
import { UsersModule } from '../../modules/users/index.js';
import { SetupState } from './setup-state.js';
import { SetupRoutes } from './setup.routes.js';

@Module({ imports: [UsersModule], providers: [SetupRoutes, SetupState] })
export class SetupModule {}
