import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import { timestamp } from '../../kernel/timestamp.js';
import { Clock } from '../../platform/clock.js';
import { type Also, Database, isUniqueViolation } from '../../platform/database/index.js';
import { type SigningKeyRecord, toSigningKeyRecord } from './signing-key-record.js';
import { endOfTrust, KNOWN_EVERYWHERE_MS } from './signing-key-times.js';
import { SigningKeySupply } from './signing-key-supply.js';
import type { SigningKey, SigningKeyUse } from './signing-key.entity.js';
import { SigningKeysRepository } from './signing-keys.repository.js';
import { SIGNING_KEY_USES, SigningKeysService } from './signing-keys.service.js';

/** Enough to see what happened in the last years. */
const MOST_ENDED = 100;

export interface RotationOptions {
  /** Default: all uses, together or not at all. */
  readonly use?: SigningKeyUse | undefined;
  /** Without waiting until every client has read the next key. */
  readonly force?: boolean;
}

interface PlannedRotation {
  readonly use: SigningKeyUse;
  readonly active: SigningKey;
  readonly next: SigningKey;
}

/** A key that took over, and the one that it replaced. */
export interface Rotation {
  readonly use: SigningKeyUse;
  readonly kid: string;
  readonly replaced: string;
}

/**
 * Moves keys from state to state: next → active → retiring → retired, and revoked from anywhere. Any
 * number of processes may do it at once: each step is one conditional statement, and indices allow one
 * active and one next key per use.
 */
@Injectable()
export class SigningKeyLifecycle implements OnModuleInit {
  constructor(
    private readonly repository: SigningKeysRepository,
    private readonly supply: SigningKeySupply,
    private readonly keys: SigningKeysService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.complete();
    await this.keys.reload();
  }

  /** The trusted keys, newest first, then those that were. */
  async list(): Promise<SigningKeyRecord[]> {
    return (await this.repository.list(MOST_ENDED)).map(toSigningKeyRecord);
  }

  /**
   * Lets the next key sign. The one that signed is trusted until its last token has ended, and a new
   * next key is made.
   *
   * @throws AppError `conflict` when the next key is not ready, with `ready_at`, or when another
   *   rotation came first
   */
  async rotate(options: RotationOptions = {}, also?: Also<Rotation>): Promise<void> {
    const uses = options.use === undefined ? SIGNING_KEY_USES : [options.use];
    await this.change(async () => {
      const now = this.clock.now();
      const rotations: PlannedRotation[] = [];
      for (const use of uses) rotations.push(await this.planned(use));
      refuseTooEarly(rotations, options.force ?? false, now);
      for (const { use, active, next } of rotations) {
        // The active key first, as everywhere: two rotations meet at its row, and one of them waits.
        const isDone =
          (await this.repository.demote(active.id, endOfTrust(use, now))) &&
          (await this.repository.promote(next.id, now));
        if (!isDone) throw overtaken();
        await also?.({ use, kid: next.id, replaced: active.id });
      }
    });
    await this.settle();
  }

  /**
   * Ends trust in a key at once, wherever it is in its life. If it was the one that signs, the next key
   * takes over, however new it is. Revoking it again changes nothing.
   *
   * @throws AppError `not_found`
   */
  async revoke(id: string, also?: Also<SigningKeyRecord>): Promise<SigningKeyRecord> {
    await this.change(async () => {
      const now = this.clock.now();
      const key = await this.repository.find(id);
      if (key === null) throw new AppError('not_found');
      if (!(await this.repository.revoke(id, now))) return;
      await this.repository.promoteInNeed(key.use, now);
      await also?.(toSigningKeyRecord(key));
    });
    await this.settle();
    return this.get(id);
  }

  /** Retires what is due, and makes what is missing. Safe in several processes at once. */
  async advance(): Promise<void> {
    await this.repository.retireDue(this.clock.now());
    await this.settle();
  }

  private async get(id: string): Promise<SigningKeyRecord> {
    const key = await this.repository.find(id);
    if (key === null) throw new AppError('not_found');
    return toSigningKeyRecord(key);
  }

  private async planned(use: SigningKeyUse): Promise<PlannedRotation> {
    const next = await this.repository.findIn(use, 'next');
    const active = await this.repository.findIn(use, 'active');
    if (next === null || active === null) throw overtaken();
    return { use, active, next };
  }

  private async change(work: () => Promise<void>): Promise<void> {
    try {
      await this.database.transaction(work);
    } catch (error) {
      throw isUniqueViolation(error) ? overtaken() : error;
    }
  }

  /** First what has changed, which others wait for; then new keys, whose making takes a while. */
  private async settle(): Promise<void> {
    await this.keys.reload();
    if (await this.complete()) await this.keys.reload();
  }

  /** Uses do not wait for each other: a key for ID tokens takes long to make. */
  private async complete(): Promise<boolean> {
    const missing = await Promise.all(SIGNING_KEY_USES.map((use) => this.supply.complete(use)));
    return missing.includes(true);
  }
}

function overtaken(): AppError {
  return new AppError('conflict', {
    detail: 'Another change of the signing keys came first. Nothing was changed by this request.',
    hint: 'List the keys, and decide whether there is still something to do.',
  });
}

/** @throws AppError `conflict` with the time from which all of them may happen */
function refuseTooEarly(rotations: readonly PlannedRotation[], force: boolean, now: number): void {
  const readyAt = Math.max(
    ...rotations.map(({ next }) =>
      force ? next.createdAt + KNOWN_EVERYWHERE_MS : (next.readyAt ?? now),
    ),
  );
  if (now >= readyAt) return;
  const from = timestamp(readyAt);
  throw new AppError('conflict', {
    detail: force
      ? `The next key was only just made; every instance knows it from ${from} on.`
      : `The next key may sign from ${from} on, when everybody who keeps the key set has read it.`,
    hint: force
      ? 'Send the request again in two seconds.'
      : 'Wait, or send {"force": true}: whoever keeps an older key set then refuses new tokens until reading it again.',
    members: { ready_at: from },
  });
}
