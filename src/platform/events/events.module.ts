import { Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from '../clock.js';
import { ChangeEvents } from './change-events.js';

/** The process clock and the change messages: both are needed by every module. */
@Global()
@Module({
  providers: [ChangeEvents, { provide: Clock, useClass: SystemClock }],
  exports: [ChangeEvents, Clock],
})
export class EventsModule {}
