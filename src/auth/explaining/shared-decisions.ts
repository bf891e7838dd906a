import {
  Inject,
  Injectable,
  Logger,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { AppConfig } from '../../platform/config/index.js';
import { type Redis, REDIS } from '../../platform/redis/index.js';
import type { DecisionRecord } from './decision-record.js';
import { type FiledDecision, fileOf } from './decision-report.js';

const KEPT_SECONDS = 3600;
const WRITTEN_EVERY_MS = 1000;
/** Of one second: a flood of refusals is not worth a flood of writes. */
const MOST_WAITING = 2000;
const PREFIX = 'ostiary:decision:';

/**
 * Refusals as all processes know them, where there is a Redis: written together once a second, and kept
 * for an hour. A convenience: what Redis does not take is lost, and nobody waits for it.
 */
@Injectable()
export class SharedDecisions implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(SharedDecisions.name);
  private waiting: DecisionRecord[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(REDIS) private readonly redis: Redis | null,
    private readonly config: AppConfig,
  ) {}

  onModuleInit(): void {
    if (this.redis === null) return;
    this.timer = setInterval(() => void this.write(), WRITTEN_EVERY_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.write();
  }

  /** Costs the call nothing: what is written is made of it later. */
  add(record: DecisionRecord): void {
    if (this.redis !== null && this.waiting.length < MOST_WAITING) this.waiting.push(record);
  }

  /** @returns null also while Redis is away */
  async find(requestId: string): Promise<FiledDecision | null> {
    if (this.redis === null) return null;
    try {
      const text = await this.redis.get(`${PREFIX}${requestId}`);
      return text === null ? null : (JSON.parse(text) as FiledDecision);
    } catch {
      return null;
    }
  }

  private async write(): Promise<void> {
    const records = this.waiting;
    if (this.redis === null || records.length === 0) return;
    this.waiting = [];
    const pipeline = this.redis.pipeline();
    for (const record of records) {
      const text = JSON.stringify(fileOf(record, this.config.publicUrl));
      pipeline.set(`${PREFIX}${record.requestId}`, text, 'EX', KEPT_SECONDS);
    }
    try {
      await pipeline.exec();
    } catch (error) {
      this.logger.debug(`${records.length} decisions were not shared: ${String(error)}`);
    }
  }
}
