import { Module } from '@nestjs/common';
import { ProtectedApisModule } from '../../modules/protected-apis/index.js';
import { CredentialController } from './credential.controller.js';
import { DecisionController } from './decision.controller.js';
import { CallTargets } from './doctor/call-targets.js';
import { DoctorController } from './doctor/doctor.controller.js';
import { Doctor } from './doctor/doctor.js';

@Module({
  imports: [ProtectedApisModule],
  controllers: [CredentialController, DecisionController, DoctorController],
  providers: [Doctor, CallTargets],
})
export class DiagnosisModule {}
