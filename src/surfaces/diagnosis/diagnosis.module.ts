import { Module } from '@nestjs/common';
import { CredentialController } from './credential.controller.js';

@Module({ controllers: [CredentialController] })
export class DiagnosisModule {}
