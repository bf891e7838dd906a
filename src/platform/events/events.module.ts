import { Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from '../clock.js';
import { ChangeChannel } from './change-channel.js';
import { ChangeEvents } from './change-events.js';

/**
 * The process clock and the change messages, both needed by every module; and what carries the messages
 * to other processes.
 */
@Global()
@Module({
  providers: [ChangeEvents, ChangeChannel, { provide: Clock, useClass: SystemClock }],
  exports: [ChangeEvents, Clock],
})
export class EventsModule {}
