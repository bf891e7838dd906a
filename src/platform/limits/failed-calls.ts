import { Injectable } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import { AppConfig } from '../config/index.js';
import { networkOf } from './network.js';
import type { QuotaState, Window } from './quota-state.js';
import { WindowCounters } from './window-counters.js';

const WINDOW_SECONDS = 60;
/** What had to be looked up counts as so many: it is the dearer work, and how keys are guessed. */
const LOOKED_UP = 4;

/**
 * Charges wrong credentials to the network that they come from, and never to the key that they name: who
 * guesses or replays junk is not looked at any more after a while, and everybody else is served as before.
 * Counted in this process: a guard of its work, which nothing has to wait for.
 */
@Injectable()
export class FailedCalls {
  private readonly counters = new WindowCounters();
  private readonly limit: number;

  constructor({ failedCallsPerMinute }: AppConfig) {
    this.limit = failedCallsPerMinute;
  }

  /**
   * To be asked before a credential is looked at that is not known to be good.
   *
   * @param address of the sender; null, when it is not known: there is nobody to charge
   * @throws AppError `too_many_attempts`
   */
  requireRoom(address: string | null): void {
    if (this.limit === 0 || address === null) return;
    const [state] = this.counters.look([this.windowOf(address)]);
    if (state?.allowed === false) throw refusal(state);
  }

  /**
   * Charges a failure: as one, or as four when the credential had to be looked up.
   *
   * @returns what to refuse it with: the failure, or that there were too many
   */
  charge(address: string | null, failure: AppError): AppError {
    if (this.limit === 0 || address === null) return failure;
    const windows = [this.windowOf(address)];
    const [state] = this.counters.take(windows);
    if (state?.allowed === false) return refusal(state);
    if (failure.lookedUp) for (let i = 1; i < LOOKED_UP; i += 1) this.counters.take(windows);
    return failure;
  }

  private windowOf(address: string): Window {
    return { bucket: networkOf(address), limit: this.limit, windowSeconds: WINDOW_SECONDS };
  }
}

function refusal(state: QuotaState): AppError {
  return new AppError('too_many_attempts', {
    detail: `Too many calls came from your network within ${state.windowSeconds} seconds with credentials that are not good; further ones are not looked at for ${state.resetSeconds} seconds.`,
    hint: 'Find the program that goes on calling with a wrong credential. Credentials that were good a moment ago still work.',
    quota: { name: 'failed-calls', ...state },
  });
}
