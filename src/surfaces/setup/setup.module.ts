import { Module } from '@nestjs/common';
import { BootstrapModule } from '../../modules/users/index.js';
import { SetupRoutes } from './setup.routes.js';

@Module({ imports: [BootstrapModule], providers: [SetupRoutes] })
export class SetupModule {}
