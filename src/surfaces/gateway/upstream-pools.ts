import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { type Dispatcher, Pool } from 'undici';
import type { CompiledApi, Upstream } from '../../modules/protected-apis/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { upstreamLookup } from '../../platform/outbound/index.js';
import { UpstreamSlots } from './upstream-slots.js';

/** Largest head of an upstream's answer, in bytes. */
const MAX_HEAD_BYTES = 16_384;

/** How long calls in progress may take once the server is to end: `docker stop` waits for ten seconds. */
const DRAIN_MS = 8_000;

/** The connections to the upstream of one API, and how many calls may use them at a time. */
export interface UpstreamPool {
  readonly dispatcher: Dispatcher;
  readonly slots: UpstreamSlots;
}

interface Kept extends UpstreamPool {
  readonly upstream: Upstream;
}

/**
 * One pool per API, so that a slow upstream holds up nobody but its own callers. It ends with the
 * settings that it was made for; calls in progress go on to their own end.
 */
@Injectable()
export class UpstreamPools
  implements OnModuleDestroy, BeforeApplicationShutdown, OnApplicationShutdown
{
  private readonly pools = new Map<string, Kept>();
  /** Those that end as soon as their last call does. */
  private readonly retired = new Set<Dispatcher>();
  private readonly unsubscribe: () => void;

  constructor(events: ChangeEvents) {
    this.unsubscribe = events.subscribe((tag) => {
      if (tag.startsWith('protected_api:')) this.retire(tag.slice('protected_api:'.length));
    });
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /** The server waits for its answers to end, and a stream of events may have no end. */
  beforeApplicationShutdown(): void {
    setTimeout(() => void this.destroy(), DRAIN_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.destroy();
  }

  private async destroy(): Promise<void> {
    const all = [...[...this.pools.values()].map(({ dispatcher }) => dispatcher), ...this.retired];
    await Promise.all(all.map((dispatcher) => dispatcher.destroy()));
  }

  of({ record }: CompiledApi, upstream: Upstream): UpstreamPool {
    const kept = this.pools.get(record.id);
    if (kept !== undefined && isSame(kept.upstream, upstream)) return kept;
    this.retire(record.id);
    const pool = createPool(upstream);
    this.pools.set(record.id, pool);
    return pool;
  }

  private retire(apiId: string): void {
    const kept = this.pools.get(apiId);
    if (kept === undefined) return;
    this.pools.delete(apiId);
    this.retired.add(kept.dispatcher);
    void kept.dispatcher.close().finally(() => this.retired.delete(kept.dispatcher));
  }
}

function createPool(upstream: Upstream): Kept {
  const { origin, connectTimeoutMs, maxConcurrent } = upstream;
  const dispatcher = new Pool(origin, {
    // The slots are the bound; a queue in here would be one that nobody leaves.
    connections: null,
    pipelining: 1,
    maxHeaderSize: MAX_HEAD_BYTES,
    connect: { rejectUnauthorized: true, timeout: connectTimeoutMs, lookup: upstreamLookup() },
  });
  return { upstream, dispatcher, slots: new UpstreamSlots(maxConcurrent) };
}

function isSame(left: Upstream, right: Upstream): boolean {
  return (
    left === right ||
    (left.origin === right.origin &&
      left.connectTimeoutMs === right.connectTimeoutMs &&
      left.maxConcurrent === right.maxConcurrent)
  );
}
