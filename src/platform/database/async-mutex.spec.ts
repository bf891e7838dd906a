import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AsyncMutex, MutexTimeoutError } from './async-mutex.js';

describe('AsyncMutex', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is taken at once while free, without a promise in between', () => {
    const mutex = new AsyncMutex();
    void mutex.acquire();
    expect(mutex.isFree).toBe(false);
  });

  it('serves those who wait in the order in which they came', async () => {
    const mutex = new AsyncMutex();
    const served: number[] = [];
    await mutex.acquire();
    const waiting = [1, 2, 3].map(async (number) => {
      await mutex.acquire();
      served.push(number);
      mutex.release();
    });
    mutex.release();
    await Promise.all(waiting);
    expect(served).toEqual([1, 2, 3]);
    expect(mutex.isFree).toBe(true);
  });

  it('lets nobody in between a release and the one who waits', async () => {
    const mutex = new AsyncMutex();
    await mutex.acquire();
    const waiting = mutex.acquire();
    mutex.release();
    expect(mutex.isFree).toBe(false);
    await waiting;
  });

  it('gives up after the time limit and leaves the line', async () => {
    const mutex = new AsyncMutex();
    await mutex.acquire();
    const late = expect(mutex.acquire(5_000)).rejects.toBeInstanceOf(MutexTimeoutError);
    const patient = mutex.acquire();
    vi.advanceTimersByTime(5_000);
    await late;
    mutex.release();
    await patient;
    mutex.release();
    expect(mutex.isFree).toBe(true);
  });

  it('leaves no timer behind once served', async () => {
    const mutex = new AsyncMutex();
    await mutex.acquire();
    const waiting = mutex.acquire(5_000);
    mutex.release();
    await waiting;
    expect(vi.getTimerCount()).toBe(0);
  });
});
