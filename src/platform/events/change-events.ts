import { Injectable } from '@nestjs/common';

/**
 * Something changed. A tag is `<kind>:<id>`, for example `api_key:key_…` or `user:usr_…`; or it is
 * `EVERYTHING`.
 */
export type ChangeListener = (tag: string) => void;

/**
 * Comes instead of tags that may have been lost on the way from other processes. Whoever remembers
 * anything forgets all of it; whoever cannot forget reads again.
 */
export const EVERYTHING = '*';

/**
 * The "this changed" messages that kill remembered verdicts. Publish after the change is committed:
 * a listener that re-reads must find the new state.
 */
@Injectable()
export class ChangeEvents {
  private readonly listeners = new Set<ChangeListener>();
  private relay: ChangeListener | null = null;

  /** Tells this process before it returns, and the others on the same database within a second. */
  publish(tag: string): void {
    this.deliver(tag);
    this.relay?.(tag);
  }

  /**
   * End it in `onApplicationShutdown`, not before: until then requests are answered.
   *
   * @returns a function that ends the subscription.
   */
  subscribe(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Tells this process only: for what comes from another one. */
  deliver(tag: string): void {
    for (const listener of this.listeners) listener(tag);
  }

  /** @param relay is told what is published here, to pass it on to other processes */
  relayTo(relay: ChangeListener): void {
    this.relay = relay;
  }
}
