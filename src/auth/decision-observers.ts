import { Injectable } from '@nestjs/common';
import type { CheckName } from '../kernel/check.js';
import type { Policy } from '../kernel/policy.js';
import type { Call } from './call.js';
import type { Decision } from './decision.js';

/**
 * Is told of every decision, after it was made and before it is acted on. It runs on the way of every
 * call: what takes longer than a note in memory is done later, and it never throws.
 */
export interface DecisionObserver {
  /** @param seconds how long the decision took */
  decided(call: Call, policy: Policy, decision: Decision, seconds: number): void;

  /**
   * No decision could be made, and the call is answered with 503 or 500.
   *
   * @param check the one that could not be made
   */
  failed?(call: Call, policy: Policy, check: CheckName, error: unknown, seconds: number): void;
}

/** Those who keep account of decisions. They add themselves at boot. */
@Injectable()
export class DecisionObservers {
  private readonly observers: DecisionObserver[] = [];

  add(observer: DecisionObserver): void {
    this.observers.push(observer);
  }

  decided(call: Call, policy: Policy, decision: Decision, seconds: number): void {
    for (const observer of this.observers) observer.decided(call, policy, decision, seconds);
  }

  failed(call: Call, policy: Policy, check: CheckName, error: unknown, seconds: number): void {
    for (const observer of this.observers) observer.failed?.(call, policy, check, error, seconds);
  }
}
