import { Module } from '@nestjs/common';
import { ProtectedApisModule } from '../../modules/protected-apis/index.js';
import { DecisionHandOff } from './decision-hand-off.js';
import { ForwardAuth } from './forward-auth.js';
import { OriginalCalls } from './original-calls.js';
import { Refusals } from './refusals.js';

/** The decision for proxies that forward requests themselves. */
@Module({
  imports: [ProtectedApisModule],
  providers: [ForwardAuth, OriginalCalls, Refusals, DecisionHandOff],
})
export class ForwardAuthModule {}
