import { type BeforeApplicationShutdown, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Verified } from '../../kernel/decision.js';
import { AppError } from '../../kernel/errors/index.js';
import { Clock } from '../../platform/clock.js';
import { ChangeEvents, EVERYTHING } from '../../platform/events/index.js';
import type { WebSocketTunnel } from './web-socket-tunnel.js';

const POLICY_VIOLATION = 1008;
const GOING_AWAY = 1001;
const TRY_AGAIN_LATER = 1013;
/** Beside change messages and expiry: nothing that was missed stays so for longer. */
const REVIEW_INTERVAL_MS = 60_000;
/** `setTimeout` takes no more than 31 bits. */
const LONGEST_TIMER_MS = 86_400_000;
/** While messages of other processes may be lost, which is said several times a second. */
const REVIEW_ALL_PAUSE_MS = 600;
const RETRY_MS = 1_000;
const MOST_FAILURES = 3;

/** What a tunnel stands and falls with. */
export interface TunnelGrounds {
  readonly apiId: string;
  readonly verified: Verified;
  /** Why the call would be refused now; null: it would not be. @throws when that cannot be said */
  readonly review: () => Promise<AppError | null>;
}

/**
 * The WebSockets that are open. Each was allowed once, and lives for longer than that is worth: when
 * something changes that its decision rested on, when its credential expires, and every minute, the
 * decision is made again, and a tunnel that would be refused is closed with 1008 and the refusal's code.
 */
@Injectable()
export class OpenTunnels implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly open = new Set<WatchedTunnel>();
  private readonly unsubscribe: () => void;
  private readonly interval: NodeJS.Timeout;
  private pause: NodeJS.Timeout | null = null;
  private isAllDue = false;

  constructor(
    events: ChangeEvents,
    private readonly clock: Clock,
  ) {
    this.unsubscribe = events.subscribe((tag) => {
      if (tag === EVERYTHING) return this.reviewAllInTime();
      for (const tunnel of this.open) if (tunnel.restsOn(tag)) tunnel.reviewSoon();
    });
    this.interval = setInterval(() => this.reviewAll(), REVIEW_INTERVAL_MS).unref();
  }

  onModuleDestroy(): void {
    this.unsubscribe();
    clearInterval(this.interval);
    if (this.pause !== null) clearTimeout(this.pause);
  }

  /** The server waits for its connections to end before it does. */
  beforeApplicationShutdown(): void {
    for (const tunnel of this.open) tunnel.close(GOING_AWAY, 'the server shuts down');
  }

  /** @returns what to call once the tunnel is closed. */
  add(tunnel: WebSocketTunnel, grounds: TunnelGrounds): () => void {
    const watched = new WatchedTunnel(tunnel, grounds, this.clock);
    this.open.add(watched);
    return () => {
      this.open.delete(watched);
      watched.forget();
    };
  }

  private reviewAll(): void {
    for (const tunnel of this.open) tunnel.reviewSoon();
  }

  /** Within a second of every call, and no more often than the pause allows. */
  private reviewAllInTime(): void {
    this.isAllDue = true;
    if (this.pause !== null) return;
    this.isAllDue = false;
    this.reviewAll();
    this.pause = setTimeout(() => {
      this.pause = null;
      if (this.isAllDue) this.reviewAllInTime();
    }, REVIEW_ALL_PAUSE_MS);
    this.pause.unref();
  }
}

class WatchedTunnel {
  private timer: NodeJS.Timeout | null = null;
  private isReviewing = false;
  private isDue = false;
  private failures = 0;

  constructor(
    private readonly tunnel: WebSocketTunnel,
    private readonly grounds: TunnelGrounds,
    private readonly clock: Clock,
  ) {
    this.waitForExpiry();
  }

  restsOn(tag: string): boolean {
    const { apiId, verified } = this.grounds;
    return (
      tag === `protected_api:${apiId}` ||
      tag.startsWith(`api_grant:${apiId}/`) ||
      verified.tags.includes(tag)
    );
  }

  close(code: number, reason: string): void {
    this.tunnel.close(code, reason);
  }

  forget(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  /** Later than now: what else hears of a change has forgotten by then what it remembered. */
  reviewSoon(): void {
    this.isDue = true;
    if (!this.isReviewing) setImmediate(() => void this.review());
  }

  private async review(): Promise<void> {
    if (this.isReviewing) return;
    this.isReviewing = true;
    while (this.isDue) {
      this.isDue = false;
      await this.reviewOnce();
    }
    this.isReviewing = false;
  }

  private async reviewOnce(): Promise<void> {
    try {
      const refusal = await this.grounds.review();
      this.failures = 0;
      if (refusal !== null) this.close(POLICY_VIOLATION, refusal.code);
    } catch {
      this.failures += 1;
      if (this.failures < MOST_FAILURES) setTimeout(() => this.reviewSoon(), RETRY_MS).unref();
      else this.close(TRY_AGAIN_LATER, 'unavailable');
    }
  }

  private waitForExpiry(): void {
    const { validUntil } = this.grounds.verified;
    if (validUntil === null) return;
    const leftMs = Math.max(0, validUntil - this.clock.now());
    this.timer = setTimeout(
      () => {
        if (leftMs <= LONGEST_TIMER_MS) this.reviewSoon();
        // A second look, should the timer be ahead of the clock.
        this.timer = setTimeout(() => this.waitForExpiry(), RETRY_MS);
        this.timer.unref();
      },
      Math.min(leftMs, LONGEST_TIMER_MS),
    );
    this.timer.unref();
  }
}
