import { Injectable } from '@nestjs/common';
import type { Clock as ClockContract } from '../kernel/clock.js';

/** Injection token for the process clock; tests provide their own implementation. */
export abstract class Clock implements ClockContract {
  abstract now(): number;
}

/** The operating system's wall clock. */
@Injectable()
export class SystemClock extends Clock {
  override now(): number {
    return Date.now();
  }
}
