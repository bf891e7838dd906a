import { Injectable } from '@nestjs/common';

/** Something changed. A tag is `<kind>:<id>`, for example `api_key:key_…` or `user:usr_…`. */
export type ChangeListener = (tag: string) => void;

/**
 * The "this changed" messages that kill remembered verdicts. Publish after the change is committed:
 * a listener that re-reads must find the new state.
 */
@Injectable()
export class ChangeEvents {
  private readonly listeners = new Set<ChangeListener>();

  publish(tag: string): void {
    for (const listener of this.listeners) listener(tag);
  }

  /** @returns a function that ends the subscription. */
  subscribe(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}
