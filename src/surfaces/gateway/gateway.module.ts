import { Module } from '@nestjs/common';
import { ProtectedApisModule } from '../../modules/protected-apis/index.js';
import { Forwarding } from './forwarding.js';
import { Gateway } from './gateway.js';
import { UpstreamPools } from './upstream-pools.js';

@Module({ imports: [ProtectedApisModule], providers: [Gateway, Forwarding, UpstreamPools] })
export class GatewayModule {}
