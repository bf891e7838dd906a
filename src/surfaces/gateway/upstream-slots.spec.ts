import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UpstreamSlots } from './upstream-slots.js';

describe('UpstreamSlots', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('gives out as many as the cap at once', () => {
    const slots = new UpstreamSlots(2);
    expect([slots.acquire(), slots.acquire()]).toEqual([null, null]);
    expect(slots.acquire()).toBeInstanceOf(Promise);
  });

  it('hands what is released to the one who waits longest', async () => {
    const slots = new UpstreamSlots(2);
    void slots.acquire();
    void slots.acquire();
    const order: number[] = [];
    const waiting = [1, 2].map(async (n) => {
      await slots.acquire();
      order.push(n);
    });
    slots.release();
    slots.release();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2]);
    // Both are in use again: handed on, not given back.
    expect(slots.acquire()).toBeInstanceOf(Promise);
  });

  it('refuses who waits for more than a second, and gives nothing to those who left', async () => {
    const slots = new UpstreamSlots(1);
    void slots.acquire();
    const waiting = expect(slots.acquire()).rejects.toMatchObject({ code: 'unavailable' });
    await vi.advanceTimersByTimeAsync(1_000);
    await waiting;
    slots.release();
    expect(slots.acquire()).toBeNull();
  });

  it('refuses at once when as many wait as the cap', () => {
    const slots = new UpstreamSlots(1);
    void slots.acquire();
    void slots.acquire();
    expect(() => slots.acquire()).toThrow(expect.objectContaining({ retryAfterSeconds: 1 }));
  });
});
