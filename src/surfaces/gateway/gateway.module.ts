import { Module } from '@nestjs/common';
import { ProtectedApisModule } from '../../modules/protected-apis/index.js';
import { AcceptedHandshakes } from './accepted-handshakes.js';
import { Forwarding } from './forwarding.js';
import { Gateway } from './gateway.js';
import { OpenTunnels } from './open-tunnels.js';
import { Upgrades } from './upgrades.js';
import { UpstreamPools } from './upstream-pools.js';

@Module({
  imports: [ProtectedApisModule],
  providers: [Gateway, Forwarding, UpstreamPools, Upgrades, AcceptedHandshakes, OpenTunnels],
})
export class GatewayModule {}
