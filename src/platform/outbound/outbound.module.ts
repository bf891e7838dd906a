import { Module } from '@nestjs/common';
import { AddressResolver } from './address-resolver.js';
import { OutboundFetch } from './outbound-fetch.js';

@Module({ providers: [AddressResolver, OutboundFetch], exports: [OutboundFetch] })
export class OutboundModule {}
