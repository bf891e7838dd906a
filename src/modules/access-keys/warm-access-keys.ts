import { createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { compileCidrs, type CidrMatcher } from '../../kernel/cidr.js';
import { inspectSk } from '../../kernel/key-format.js';
import type { HolderLimits } from '../../kernel/limits.js';
import { compileOrigins, type OriginMatcher } from '../../kernel/origin.js';
import { Clock } from '../../platform/clock.js';
import { IntegrityError, Sealer } from '../../platform/database/index.js';
import { ChangeEvents, StampedCache } from '../../platform/events/index.js';
import {
  AccessKeyLookupRepository,
  type FoundAccessKey,
  type StoredSecret,
} from './access-key-lookup.repository.js';
import { sealContext } from './sealed-sk.js';

const MOST_REMEMBERED = 10_000;
/** Change messages come first; this bounds what a lost one could cost. */
const REMEMBERED_MS = 30_000;
/** How long the holder of a replaced SK is told that it was replaced, and when. */
const RETIRED_KNOWN_MS = 30 * 24 * 3600 * 1000;

/** An SK ready to verify with. */
export interface WarmSecret {
  readonly id: string;
  /** The UTF-8 bytes of the SK as it was displayed. */
  readonly key: KeyObject;
  readonly retiresAt: number | null;
}

/** An access key with its secrets opened and its allowlists compiled. */
export interface WarmAccessKey extends Omit<FoundAccessKey, 'secrets'> {
  readonly secrets: readonly WarmSecret[];
  readonly ipMatcher: CidrMatcher | null;
  readonly originMatcher: OriginMatcher | null;
  readonly holderLimits: HolderLimits;
  readonly tags: readonly string[];
}

/**
 * Access keys that are in use, ready for the next token: tokens are short-lived and new ones keep
 * coming, so that remembering verdicts by token would not spare the database anything.
 */
@Injectable()
export class WarmAccessKeys implements OnApplicationShutdown {
  private readonly logger = new Logger(WarmAccessKeys.name);
  private readonly remembered: StampedCache<WarmAccessKey>;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly lookup: AccessKeyLookupRepository,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    events: ChangeEvents,
  ) {
    this.remembered = new StampedCache({
      max: MOST_REMEMBERED,
      ttlMs: REMEMBERED_MS,
      clock,
      tagsOf: ({ tags }) => tags,
    });
    this.unsubscribe = events.subscribe((tag) => this.remembered.invalidate(tag));
  }

  onApplicationShutdown(): void {
    this.unsubscribe();
  }

  /** What is in memory, which another process may have changed since. */
  recall(ak: string): WarmAccessKey | undefined {
    return this.remembered.get(ak);
  }

  /**
   * Asks the database: one statement, whether there is such an AK or not, and whether it was in memory
   * or not. What was in memory stays there, for the sake of those who hold the SK.
   *
   * @returns undefined for an AK that does not exist, which is not remembered
   */
  async find(ak: string): Promise<WarmAccessKey | undefined> {
    const read = async (): Promise<WarmAccessKey | undefined> => {
      const found = await this.lookup.findByAk(ak, this.clock.now() - RETIRED_KNOWN_MS);
      return found === null ? undefined : this.warm(found);
    };
    return this.remembered.get(ak) === undefined ? this.remembered.load(ak, read) : read();
  }

  private warm(found: FoundAccessKey): WarmAccessKey {
    const { id, appId, ownerId, ipAllowlist, originAllowlist } = found;
    const { limits, ownerLimits, appLimits } = found;
    return {
      ...found,
      secrets: found.secrets.flatMap((secret) => this.open(id, secret)),
      ipMatcher: ipAllowlist === null ? null : compileCidrs(ipAllowlist),
      originMatcher: originAllowlist === null ? null : compileOrigins(originAllowlist),
      holderLimits: { credential: limits, owner: ownerLimits, app: appLimits },
      tags: [`access_key:${id}`, `app:${appId}`, ...(ownerId === null ? [] : [`user:${ownerId}`])],
    };
  }

  /** What does not open, or is no SK, verifies nothing: an empty key would verify anything. */
  private open(accessKeyId: string, secret: StoredSecret): WarmSecret[] {
    try {
      const sk = this.sealer.open(secret.sealed, sealContext(accessKeyId));
      if (inspectSk(sk).form !== 'ok') throw new IntegrityError();
      return [{ id: secret.id, key: createSecretKey(sk, 'utf8'), retiresAt: secret.retiresAt }];
    } catch (error) {
      if (!(error instanceof IntegrityError)) throw error;
      this.logger.error(`integrity alarm: secret ${secret.id} of ${accessKeyId} does not open`);
      return [];
    }
  }
}
