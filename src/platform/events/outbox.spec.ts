import { describe, expect, it } from 'vitest';
import { EVERYTHING } from './change-events.js';
import { Outbox } from './outbox.js';

describe('Outbox', () => {
  it('says each thing once, however often it changed', () => {
    const outbox = new Outbox();
    for (const tag of ['a:1', 'b:1', 'a:1']) outbox.add(tag);
    expect([...outbox.take()]).toEqual(['a:1', 'b:1']);
    expect(outbox.isEmpty).toBe(true);
  });

  it('keeps what could not be told, beside what came meanwhile', () => {
    const outbox = new Outbox();
    outbox.add('a:1');
    const taken = outbox.take();
    outbox.add('b:1');
    outbox.putBack(taken);
    expect([...outbox.take()]).toEqual(['b:1', 'a:1']);
  });

  it('is bounded: beyond that everything has changed', () => {
    const outbox = new Outbox(3);
    for (const tag of ['a', 'b', 'c', 'd', 'e']) outbox.add(tag);
    expect([...outbox.take()]).toEqual([EVERYTHING]);
  });
});
