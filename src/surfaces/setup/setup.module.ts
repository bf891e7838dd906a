import { Module } from '@nestjs/common';
import { UsersModule } from '../../modules/users/index.js';
import { SetupRoutes } from './setup.routes.js';

@Module({ imports: [UsersModule], providers: [SetupRoutes] })
export class SetupModule {}
