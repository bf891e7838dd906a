import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Sealer } from '../../platform/database/index.js';
import { generateSigningKey } from './key-generation.js';
import { sealKey } from './opened-key.js';
import { PUBLISHED_BEFORE_USE_MS } from './signing-key-times.js';
import type { SigningAlgorithm, SigningKeyUse } from './signing-key.entity.js';
import { SigningKeysRepository } from './signing-keys.repository.js';

/** One key has one use and one algorithm (RFC 8725 §3.1). */
const ALGORITHM_OF: Readonly<Record<SigningKeyUse, SigningAlgorithm>> = {
  access: 'ES256',
  id_token: 'RS256',
};

/** Sees to it that each use has a key that signs and one that waits, however many processes try at once. */
@Injectable()
export class SigningKeySupply {
  constructor(
    private readonly repository: SigningKeysRepository,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Call it outside of transactions: making a key takes a while. @returns whether one was missing */
  async complete(use: SigningKeyUse): Promise<boolean> {
    // With the first keys of all, nobody can have read a key set that lacks the next one.
    const isFirst = !(await this.repository.hasAny(use));
    const lacksActive = (await this.repository.findIn(use, 'active')) === null;
    if (lacksActive && !(await this.repository.promoteInNeed(use, this.clock.now()))) {
      await this.create(use, 'active', 0);
    }
    const lacksNext = (await this.repository.findIn(use, 'next')) === null;
    if (lacksNext) await this.create(use, 'next', isFirst ? 0 : PUBLISHED_BEFORE_USE_MS);
    return lacksActive || lacksNext;
  }

  private async create(
    use: SigningKeyUse,
    state: 'active' | 'next',
    waitMs: number,
  ): Promise<void> {
    const algorithm = ALGORITHM_OF[use];
    const generated = await generateSigningKey(algorithm);
    const now = this.clock.now();
    await this.repository.insertUnlessThere({
      ...sealKey(this.sealer, generated),
      algorithm,
      use,
      state,
      createdAt: now,
      readyAt: now + waitMs,
      activatedAt: state === 'active' ? now : null,
      retiresAt: null,
      retiredAt: null,
      revokedAt: null,
    });
  }
}
