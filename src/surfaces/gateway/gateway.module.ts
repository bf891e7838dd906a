import { Module } from '@nestjs/common';
import { ProtectedApisModule } from '../../modules/protected-apis/index.js';
import { Gateway } from './gateway.js';

@Module({ imports: [ProtectedApisModule], providers: [Gateway] })
export class GatewayModule {}
