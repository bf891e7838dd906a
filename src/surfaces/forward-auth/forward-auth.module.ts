import { Module } from '@nestjs/common';
import { ProtectedApisModule } from '../../modules/protected-apis/index.js';
import { DecisionHandOff } from './decision-hand-off.js';
import { ForwardAuth } from './forward-auth.js';
import { AnswerAtOnce } from './answer-at-once.js';
import { Questions } from './questions.js';
import { OriginalCalls } from './original-calls.js';
import { Refusals } from './refusals.js';

/** The decision for proxies that forward requests themselves. */
@Module({
  imports: [ProtectedApisModule],
  providers: [ForwardAuth, AnswerAtOnce, Questions, OriginalCalls, Refusals, DecisionHandOff],
})
export class ForwardAuthModule {}
