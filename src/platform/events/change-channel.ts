import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '../config/index.js';
import { Database } from '../database/index.js';
import { ChangeEvents, EVERYTHING } from './change-events.js';
import { ChangeLink, SILENCE_MS } from './change-link.js';
import { type ChangeMessage, messagesFor, writeMessage } from './change-message.js';
import { notification } from './listening-connection.js';
import { Outbox } from './outbox.js';
import { Peers } from './peers.js';

/** Then the message goes by another connection too: said twice is as good as said once. */
const SEND_LIMIT_MS = 300;
const SEND_ANYHOW_LIMIT_MS = 1_000;

/**
 * Carries the change messages between the processes on one Postgres, by NOTIFY. What is published here
 * is told until it is told. A process that dies may have left something unsaid: the others forget
 * everything when they miss it. An SQLite file has one process, and nothing to carry.
 */
@Injectable()
export class ChangeChannel implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Changes');
  private readonly id = randomUUID();
  private readonly outbox = new Outbox();
  private readonly peers = new Peers(SILENCE_MS);
  private readonly link: ChangeLink | null;
  private flushing: Promise<void> | null = null;
  private isStuck = false;
  private hasWarned = false;
  /** Whoever publishes may be in a transaction; what tells others is not. */
  private readonly flushSoon = AsyncResource.bind(() => {
    setImmediate(() => void this.flush());
  });

  constructor(
    private readonly config: AppConfig,
    private readonly database: Database,
    private readonly events: ChangeEvents,
  ) {
    this.link = config.databaseUrl.startsWith('sqlite:')
      ? null
      : new ChangeLink(config.databaseUrl, this.id, {
          message: (message) => this.take(message),
          gap: () => this.events.deliver(EVERYTHING),
          beat: () => this.everyBeat(),
        });
    if (this.link === null) return;
    events.relayTo((tag) => {
      this.outbox.add(tag);
      this.flushSoon();
    });
  }

  async onModuleInit(): Promise<void> {
    await this.link?.start();
  }

  /** After the last request has ended. Without the farewell the others forget everything: so be it. */
  async onApplicationShutdown(): Promise<void> {
    const { link } = this;
    if (link === null) return;
    await this.flush();
    if (this.outbox.isEmpty) {
      await within(SEND_LIMIT_MS, link.notify({ kind: 'bye', from: this.id })).catch(
        () => undefined,
      );
    }
    await link.stop();
  }

  private take(message: ChangeMessage | null): void {
    if (message?.from === this.id) return;
    if (message === null) return this.events.deliver(EVERYTHING);
    if (message.kind === 'bye') return this.peers.left(message.from);
    this.peers.heard(message.from, performance.now());
    this.warnOfLoneLimits();
    if (message.kind === 'changed') for (const tag of message.tags) this.events.deliver(tag);
  }

  private everyBeat(): void {
    if (!this.outbox.isEmpty) this.flushSoon();
    if (this.link?.isHearing !== true || !this.peers.dropLost(performance.now())) return;
    this.logger.warn('another process is heard no more: everything remembered is forgotten');
    this.events.deliver(EVERYTHING);
  }

  private flush(): Promise<void> {
    this.flushing ??= this.sendAll().finally(() => (this.flushing = null));
    return this.flushing;
  }

  private async sendAll(): Promise<void> {
    while (!this.outbox.isEmpty) {
      const tags = this.outbox.take();
      try {
        for (const message of messagesFor(this.id, tags)) await this.send(message);
        this.isStuck = false;
      } catch (error) {
        this.outbox.putBack(tags);
        if (!this.isStuck)
          this.logger.warn(`changes were not told to other processes yet: ${String(error)}`);
        this.isStuck = true;
        return;
      }
    }
  }

  private async send(message: ChangeMessage): Promise<void> {
    try {
      if (this.link !== null) await within(SEND_LIMIT_MS, this.link.notify(message));
    } catch {
      const [sql, values] = notification(writeMessage(message));
      await within(SEND_ANYHOW_LIMIT_MS, this.database.manager.query(sql, values));
    }
  }

  private warnOfLoneLimits(): void {
    if (this.hasWarned || this.config.redisUrl !== null) return;
    this.hasWarned = true;
    this.logger.warn(
      'another process runs on this database, and REDIS_URL is not set: each of them counts rate limits by itself, so that callers get the limit once per process',
    );
  }
}

/** @throws when the promise takes longer; it goes on, and nobody waits for it */
async function within<T>(limitMs: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
