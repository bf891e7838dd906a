import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import { AuditLog } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import { type Rotation, SigningKeyLifecycle } from './signing-key-lifecycle.js';

const INTERVAL_MS = 60_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Retires and rotates keys when their time has come: at boot and every minute, in every process. */
@Injectable()
export class SigningKeySchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('SigningKeys');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly lifecycle: SigningKeyLifecycle,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.timer = setInterval(() => {
      this.running = this.attempt();
    }, INTERVAL_MS);
    this.timer.unref();
    await this.attempt();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** One round: what is due happens once, in whichever process comes first. */
  async run(): Promise<void> {
    await this.lifecycle.advance();
    const lifeMs = this.config.signingKeyRotationDays * DAY_MS;
    if (lifeMs === 0) return;
    const now = this.clock.now();
    const keys = await this.lifecycle.list();
    for (const { use, activatedAt } of keys.filter(({ state }) => state === 'active')) {
      const next = keys.find((key) => key.use === use && key.state === 'next');
      const isDue = activatedAt !== null && now >= activatedAt + lifeMs;
      const isReady = next !== undefined && now >= (next.readyAt ?? now);
      if (isDue && isReady) await this.rotate(use);
    }
  }

  private async attempt(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      this.logger.warn(`the signing keys were not advanced: ${String(error)}`);
    }
  }

  private async rotate(use: Rotation['use']): Promise<void> {
    try {
      await this.lifecycle.rotate({ use }, (rotation) => this.record(rotation));
    } catch (error) {
      // Another process was quicker.
      if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    }
  }

  private record({ use, kid, replaced }: Rotation): Promise<void> {
    return this.audit.record({
      actorKind: 'system',
      actorId: null,
      action: 'signing_key.rotate',
      targetType: 'signing_key',
      targetId: kid,
      requestId: null,
      clientAddress: null,
      detail: { use, replaced, reason: 'schedule' },
    });
  }
}
