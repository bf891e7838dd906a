import { Module } from '@nestjs/common';
import { AddressResolver } from './address-resolver.js';
import { OutboundFetch } from './outbound-fetch.js';
import { UpstreamProbe } from './upstream-probe.js';

@Module({
  providers: [AddressResolver, OutboundFetch, UpstreamProbe],
  exports: [OutboundFetch, UpstreamProbe],
})
export class OutboundModule {}
