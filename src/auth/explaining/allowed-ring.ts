import type { Verified } from '../../kernel/decision.js';
import type { Policy } from '../../kernel/policy.js';
import { type Call, pathOf } from '../call.js';
import type { Allowed } from '../decision.js';
import type { MeterReading } from '../meter.js';
import {
  bounded,
  type DecisionRecord,
  LONGEST_PATH,
  LONGEST_USER_AGENT,
} from './decision-record.js';

/** Of a call's texts, which came off the wire as one byte per character. */
const TEXT_BYTES = 1024;

const POSITION = 0;
const TIME = 1;
const SECONDS = 2;
const TEXT_LENGTH = 3;
const COLUMNS = 4;

type KeptReading = { -readonly [Member in keyof MeterReading]: MeterReading[Member] };

/** What a slot refers to; what a call has of its own is copied. */
interface Slot {
  policy: Policy | null;
  verified: Verified | null;
  readings: KeptReading[];
  count: number;
}

/**
 * The latest allowed calls, the oldest of which goes. Every call writes here, and nothing is made for it
 * that stays: the garbage collector copies what is young and still referred to, and entries of a ring are
 * garbage soon after. Texts go into one buffer, numbers into one array, and records are made of them when
 * somebody asks.
 */
export class AllowedRing {
  private readonly texts: Buffer;
  private readonly numbers: Float64Array;
  private readonly slots: Slot[] = [];
  private next = 0;

  constructor(private readonly most: number) {
    this.texts = Buffer.alloc(most * TEXT_BYTES);
    this.numbers = new Float64Array(most * COLUMNS);
  }

  add(
    call: Call,
    policy: Policy,
    { verified, limits }: Allowed,
    made: Pick<DecisionRecord, 'position' | 'time' | 'seconds'>,
  ): void {
    const { next: index, numbers } = this;
    const slot = (this.slots[index] ??= { policy, verified, readings: [], count: 0 });
    slot.policy = policy;
    slot.verified = verified;
    slot.count = limits.length;
    for (let i = 0; i < limits.length; i += 1) keep(slot.readings, i, limits[i] as MeterReading);
    const at = index * COLUMNS;
    numbers[at + POSITION] = made.position;
    numbers[at + TIME] = made.time;
    numbers[at + SECONDS] = made.seconds;
    numbers[at + TEXT_LENGTH] = this.texts.write(
      textOf(call),
      index * TEXT_BYTES,
      TEXT_BYTES,
      'latin1',
    );
    this.next = index + 1 === this.most ? 0 : index + 1;
  }

  /** Every entry, the newest first. */
  *newestFirst(): Generator<DecisionRecord> {
    const { length } = this.slots;
    for (let i = 1; i <= length; i += 1) {
      yield this.recordAt((this.next - i + length) % length);
    }
  }

  private recordAt(index: number): DecisionRecord {
    const { policy, verified, readings, count } = this.slots[index] as Slot;
    const at = index * COLUMNS;
    const [position = 0, time = 0, seconds = 0, length = 0] = this.numbers.subarray(at);
    const start = index * TEXT_BYTES;
    const text = this.texts.toString('latin1', start, start + length);
    const [requestId = '', method = '', address = '', userAgent = '', path = ''] = text.split('\n');
    return {
      position,
      time,
      seconds,
      requestId,
      method,
      path: bounded(path, LONGEST_PATH),
      policy: policy as Policy,
      clientAddress: address === '' ? null : address,
      userAgent: userAgent === '' ? null : bounded(userAgent, LONGEST_USER_AGENT),
      outcome: 'allowed',
      failed: null,
      refusal: null,
      verified,
      limits: readings.slice(0, count).map((reading) => ({ ...reading })),
    };
  }
}

/** One letter more than is told shows that there was more. The path is last: it alone may be cut here. */
function textOf({ requestId, method, clientAddress, headers, target }: Call): string {
  const userAgent = (headers.first('user-agent') ?? '').slice(0, LONGEST_USER_AGENT + 1);
  const path = pathOf(target).slice(0, LONGEST_PATH + 1);
  return `${requestId}\n${method}\n${clientAddress ?? ''}\n${userAgent}\n${path}`;
}

/** Member by member, into what is there: a slot has been here for long. */
function keep(readings: KeptReading[], index: number, reading: MeterReading): void {
  const kept = readings[index];
  if (kept === undefined) {
    readings[index] = { ...reading };
    return;
  }
  kept.name = reading.name;
  kept.holder = reading.holder;
  kept.period = reading.period;
  kept.allowed = reading.allowed;
  kept.limit = reading.limit;
  kept.windowSeconds = reading.windowSeconds;
  kept.remaining = reading.remaining;
  kept.resetSeconds = reading.resetSeconds;
}
