import { Module } from '@nestjs/common';
import { CredentialController } from './credential.controller.js';
import { DecisionController } from './decision.controller.js';

@Module({ controllers: [CredentialController, DecisionController] })
export class DiagnosisModule {}
