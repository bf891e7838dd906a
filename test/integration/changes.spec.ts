import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AppConfig } from '../../src/platform/config/index.js';
import type { Database } from '../../src/platform/database/index.js';
import { ChangeChannel } from '../../src/platform/events/change-channel.js';
import { ChangeEvents, EVERYTHING } from '../../src/platform/events/index.js';
import { openTestDatabase } from '../harness/database.js';
import { type PostgresServer, startPostgres } from '../harness/postgres.js';
import { startSilentRelay } from '../harness/silent-relay.js';

/** What one process has: its change messages, and what it was told. */
interface Instance {
  readonly events: ChangeEvents;
  readonly channel: ChangeChannel;
  readonly told: string[];
}

let postgres: PostgresServer;
let admin: Client;
let database: Database;
let closeDatabase: () => Promise<void>;
const running = new Set<ChangeChannel>();
const warnings: string[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  const opened = await openTestDatabase(postgres.url);
  ({ database } = opened);
  closeDatabase = () => opened.close();
  admin = new Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query(`CREATE ROLE plain LOGIN`);
  vi.spyOn(Logger.prototype, 'warn').mockImplementation((text: string) => void warnings.push(text));
  vi.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
});
afterEach(async () => {
  await Promise.all([...running].map((channel) => channel.onApplicationShutdown()));
  running.clear();
  warnings.length = 0;
});
afterAll(async () => {
  await admin.end();
  await closeDatabase();
  await postgres.stop();
  vi.restoreAllMocks();
});

async function start(
  {
    databaseUrl = postgres.url,
    redisUrl = null,
  }: { databaseUrl?: string; redisUrl?: string | null } = {},
  pool: Database = database,
): Promise<Instance> {
  const events = new ChangeEvents();
  const channel = new ChangeChannel({ databaseUrl, redisUrl } as AppConfig, pool, events);
  const told: string[] = [];
  events.subscribe((tag) => told.push(tag));
  running.add(channel);
  await channel.onModuleInit();
  told.length = 0;
  return { events, channel, told };
}

/** A pool that does not work either. */
const noPool = {
  get manager(): never {
    throw new Error('the pool is down');
  },
} as unknown as Database;

const endListeners = () =>
  admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'ostiary-changes'`);

/** Until it is told, however slow the machine is. */
const untilTold = (instance: Instance, tag: string) =>
  expect.poll(() => instance.told, { timeout: 10_000, interval: 5 }).toContain(tag);

/** Until it hears: what is sent then arrives. */
const untilHearing = async (from: Instance, to: Instance) => {
  await expect
    .poll(
      () => {
        from.events.publish('probe:1');
        return to.told;
      },
      { timeout: 10_000 },
    )
    .toContain('probe:1');
};

describe('a change', () => {
  it('is told to its own process at once and to the others by Postgres, and never comes back', async () => {
    const [first, second] = [await start(), await start()];
    first.events.publish('api_key:key_1');
    expect(first.told).toEqual(['api_key:key_1']);
    await untilTold(second, 'api_key:key_1');
    second.events.publish('user:usr_2');
    await untilTold(first, 'user:usr_2');
    expect(first.told).toEqual(['api_key:key_1', 'user:usr_2']);
    expect(second.told).toEqual(['api_key:key_1', 'user:usr_2']);
  });

  it('arrives with thousands of others', async () => {
    const [first, second] = [await start(), await start()];
    const tags = Array.from({ length: 5_000 }, (_, i) => `grant:${'g'.repeat(40)}${i}`);
    for (const tag of tags) first.events.publish(tag);
    await untilTold(second, tags.at(-1) ?? '');
    expect(second.told).toEqual(tags);
  });

  it('that was published inside a transaction is told outside of it', async () => {
    const [first, second] = [await start(), await start()];
    await database
      .transaction(async () => {
        first.events.publish('app:app_1');
        await untilTold(second, 'app:app_1');
        throw new Error('undone');
      })
      .catch(() => undefined);
    expect(second.told).toEqual(['app:app_1']);
  });

  it('is told by another connection while there is none that listens', async () => {
    const relay = await startSilentRelay(Number(new URL(postgres.url).port));
    const first = await start({ databaseUrl: viaRelay(relay.port) });
    const second = await start();
    relay.silence();
    first.events.publish('app:app_1');
    await untilTold(second, 'app:app_1');
    await first.channel.onApplicationShutdown();
    running.delete(first.channel);
    await relay.stop();
  });

  it('that could not be told is told as soon as it can', async () => {
    const relay = await startSilentRelay(Number(new URL(postgres.url).port));
    const first = await start({ databaseUrl: viaRelay(relay.port) }, noPool);
    const second = await start();
    relay.silence();
    first.events.publish('app:app_1');
    await expect
      .poll(() => warnings, { timeout: 10_000 })
      .toContainEqual(expect.stringContaining('changes were not told to other processes yet'));
    expect(second.told).not.toContain('app:app_1');
    relay.resume();
    await untilTold(second, 'app:app_1');
    await first.channel.onApplicationShutdown();
    running.delete(first.channel);
    await relay.stop();
  });
});

describe('a process', () => {
  it('whose listening connection is ended forgets everything, and hears again', async () => {
    const [first, second] = [await start(), await start()];
    await endListeners();
    await untilTold(second, EVERYTHING);
    await untilHearing(first, second);
    expect(warnings).toContainEqual(expect.stringContaining('cut off'));
  });

  it('whose connection is silent notices, and forgets everything again and again until it hears', async () => {
    const relay = await startSilentRelay(Number(new URL(postgres.url).port));
    const [first, second] = [await start(), await start({ databaseUrl: viaRelay(relay.port) })];
    relay.silence();
    const forgotten = () => second.told.filter((tag) => tag === EVERYTHING).length;
    await expect.poll(forgotten, { timeout: 10_000 }).toBeGreaterThan(3);
    relay.resume();
    await untilHearing(first, second);
    await relay.stop();
  });

  it('forgets everything again and again while nobody can notify', async () => {
    const databaseUrl = postgres.url.replace('ostiary@', 'plain@');
    const first = await start({ databaseUrl }, noPool);
    await admin.query('REVOKE EXECUTE ON FUNCTION pg_notify(text, text) FROM PUBLIC');
    const forgotten = () => first.told.filter((tag) => tag === EVERYTHING).length;
    await expect.poll(forgotten, { timeout: 10_000 }).toBeGreaterThan(3);
    await admin.query('GRANT EXECUTE ON FUNCTION pg_notify(text, text) TO PUBLIC');
    const second = await start();
    await untilHearing(second, first);
  });

  it('starts, and remembers nothing for long, where it cannot listen', async () => {
    const first = await start({ databaseUrl: postgres.url.replace('ostiary@', 'nobody@') });
    await untilTold(first, EVERYTHING);
    expect(warnings).toContainEqual(expect.stringMatching(/^cut off .*nobody/));
  });

  it('forgets everything when another one dies, which may have left something unsaid', async () => {
    const relay = await startSilentRelay(Number(new URL(postgres.url).port));
    const [first, second] = [await start({ databaseUrl: viaRelay(relay.port) }), await start()];
    await untilHearing(first, second);
    relay.silence();
    await untilTold(second, EVERYTHING);
    expect(warnings).toContainEqual(expect.stringContaining('another process is heard no more'));
    await first.channel.onApplicationShutdown();
    running.delete(first.channel);
    await relay.stop();
  });

  it('tells the others all it has to say before it ends, so that they need forget nothing', async () => {
    const [first, second] = [await start(), await start()];
    first.events.publish('app:app_1');
    await first.channel.onApplicationShutdown();
    running.delete(first.channel);
    await untilTold(second, 'app:app_1');
    // Longer than a lost process would stay unnoticed.
    const third = await start();
    for (const tag of ['x:1', 'x:2', 'x:3', 'x:4', 'x:5']) {
      third.events.publish(tag);
      await untilTold(second, tag);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(second.told).not.toContain(EVERYTHING);
  });

  it('forgets everything when it hears what it does not understand', async () => {
    const first = await start();
    await admin.query(`SELECT pg_notify('ostiary_changes', 'a later version speaks')`);
    await untilTold(first, EVERYTHING);
  });

  it.each([
    ['warns once where limits are counted by each process alone', null, 1],
    ['says nothing of limits where Redis counts', 'redis://127.0.0.1:1', 0],
  ])('that has company %s', async (_what, redisUrl, times) => {
    const [first, second] = [await start({ redisUrl }), await start({ redisUrl: 'redis://x' })];
    await untilHearing(second, first);
    await untilHearing(second, first);
    const about = warnings.filter((text) => text.includes('REDIS_URL is not set'));
    expect(about).toHaveLength(times);
  });

  it('with an SQLite file has nobody to tell', async () => {
    const first = await start({ databaseUrl: 'sqlite::memory:' }, noPool);
    first.events.publish('app:app_1');
    expect(first.told).toEqual(['app:app_1']);
  });
});

function viaRelay(port: number): string {
  const url = new URL(postgres.url);
  url.port = String(port);
  return url.href;
}
