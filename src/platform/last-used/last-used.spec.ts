import { describe, expect, it } from 'vitest';
import { Clock } from '../clock.js';
import { LastUsed } from './last-used.js';

const NOON = Date.UTC(2026, 10, 25, 12);

class StoppedClock extends Clock {
  time = NOON + 30_000;

  override now(): number {
    return this.time;
  }
}

const nothing = (): undefined => undefined;

function recording() {
  const clock = new StoppedClock();
  const statements: (readonly [readonly string[], number])[] = [];
  let isDown = false;
  const lastUsed = new LastUsed<undefined>(clock, (uses, usedAt) => {
    if (isDown) return Promise.reject(new Error('down'));
    statements.push([uses.map(({ id }) => id), usedAt]);
    return Promise.resolve();
  });
  return { clock, statements, lastUsed, breakDown: (down: boolean) => void (isDown = down) };
}

describe('LastUsed', () => {
  it('writes all that was used within a minute in one statement', async () => {
    const { lastUsed, statements } = recording();
    for (const id of ['a', 'b', 'a']) lastUsed.note(id, nothing);
    expect(statements).toEqual([]);
    await lastUsed.flush();
    expect(statements).toEqual([[['a', 'b'], NOON]]);
  });

  it('writes a thing once a minute, however often it is used', async () => {
    const { clock, lastUsed, statements } = recording();
    for (const second of [0, 10, 29, 30]) {
      clock.time = NOON + 30_000 + second * 1000;
      lastUsed.note('a', nothing);
      await lastUsed.flush();
    }
    expect(statements).toEqual([
      [['a'], NOON],
      [['a'], NOON + 60_000],
    ]);
  });

  it('keeps what could not be written for the next time', async () => {
    const { lastUsed, statements, breakDown } = recording();
    lastUsed.note('a', nothing);
    breakDown(true);
    await lastUsed.flush();
    breakDown(false);
    await lastUsed.stop();
    expect(statements).toEqual([[['a'], NOON]]);
  });

  it('asks no statement to name more than 500 things', async () => {
    const { lastUsed, statements } = recording();
    for (let index = 0; index < 1001; index += 1) lastUsed.note(String(index), nothing);
    await lastUsed.flush();
    expect(statements.map(([ids]) => ids.length)).toEqual([500, 500, 1]);
  });
});
