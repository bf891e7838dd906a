import { describe, expect, it } from 'vitest';
import { HeaderLines } from '../../kernel/header-lines.js';
import type { Verified } from '../../kernel/decision.js';
import type { Policy } from '../../kernel/policy.js';
import type { Call } from '../call.js';
import type { MeterReading } from '../meter.js';
import { AllowedRing } from './allowed-ring.js';

const POLICY = { id: 'api_1' } as Policy;
const VERIFIED = { principal: { subject: 's' } } as Verified;

function readingOf(name: string, remaining: number): MeterReading {
  return {
    name,
    holder: 'credential',
    period: null,
    allowed: true,
    limit: 100,
    windowSeconds: 60,
    remaining,
    resetSeconds: 59,
  };
}

function callOf(more: Partial<Call> = {}): Call {
  return {
    method: 'GET',
    target: '/items/1?key=secret',
    host: null,
    headers: HeaderLines.of(['User-Agent', 'curl/8']),
    clientAddress: '192.0.2.1',
    requestId: 'req_1',
    ...more,
  };
}

function add(ring: AllowedRing, position: number, call: Call, limits: MeterReading[] = []): void {
  const allowed = {
    outcome: 'allowed' as const,
    principal: VERIFIED.principal,
    verified: VERIFIED,
  };
  const made = { position, time: 1_700_000_000_123, seconds: 0.0000125 };
  ring.add(call, POLICY, { ...allowed, limits }, made);
}

describe('the ring of allowed calls', () => {
  it('tells all of a call but its query', () => {
    const ring = new AllowedRing(3);
    add(ring, 7, callOf(), [readingOf('credential', 41)]);
    expect([...ring.newestFirst()]).toEqual([
      {
        position: 7,
        time: 1_700_000_000_123,
        seconds: 0.0000125,
        requestId: 'req_1',
        method: 'GET',
        path: '/items/1',
        policy: POLICY,
        clientAddress: '192.0.2.1',
        userAgent: 'curl/8',
        outcome: 'allowed',
        failed: null,
        refusal: null,
        verified: VERIFIED,
        limits: [readingOf('credential', 41)],
      },
    ]);
  });

  it('tells the newest first, and forgets the oldest when it is full', () => {
    const ring = new AllowedRing(3);
    const told = () => [...ring.newestFirst()].map(({ position }) => position);
    expect(told()).toEqual([]);
    add(ring, 1, callOf());
    add(ring, 2, callOf());
    expect(told()).toEqual([2, 1]);
    for (const position of [3, 4, 5, 6, 7]) add(ring, position, callOf());
    expect(told()).toEqual([7, 6, 5]);
  });

  it('leaves nothing of an older call in its place', () => {
    const ring = new AllowedRing(1);
    const long = callOf({
      target: `/${'a'.repeat(400)}`,
      headers: HeaderLines.of(['user-agent', 'b'.repeat(90)]),
    });
    add(ring, 1, long, [readingOf('credential', 1), readingOf('api', 2)]);
    add(ring, 2, callOf({ clientAddress: null, headers: HeaderLines.of([]), target: '/' }), [
      readingOf('app', 3),
    ]);
    const [record] = ring.newestFirst();
    expect(record).toMatchObject({ path: '/', userAgent: null, clientAddress: null });
    expect(record?.limits).toEqual([readingOf('app', 3)]);
  });

  it('tells what was, whatever is written afterwards', () => {
    const ring = new AllowedRing(1);
    const mine = readingOf('credential', 5);
    add(ring, 1, callOf(), [mine]);
    const [record] = ring.newestFirst();
    add(ring, 2, callOf({ requestId: 'req_2' }), [readingOf('other', 4)]);
    expect(record).toMatchObject({ requestId: 'req_1', limits: [mine] });
  });

  it('keeps bytes above ASCII, and shows where something long was cut', () => {
    const ring = new AllowedRing(2);
    const longest = { requestId: 'r'.repeat(64), clientAddress: 'f'.repeat(45) };
    const headers = HeaderLines.of(['user-agent', 'é'.repeat(5_000)]);
    add(ring, 1, callOf({ ...longest, headers, target: `/${'ü'.repeat(5_000)}` }));
    expect([...ring.newestFirst()]).toMatchObject([
      { ...longest, userAgent: `${'é'.repeat(200)}…`, path: `/${'ü'.repeat(511)}…` },
    ]);
  });
});
