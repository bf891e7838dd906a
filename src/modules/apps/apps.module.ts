import { Module } from '@nestjs/common';
import { AppsRepository } from './apps.repository.js';
import { AppsService } from './apps.service.js';

@Module({ providers: [AppsService, AppsRepository], exports: [AppsService] })
export class AppsModule {}
