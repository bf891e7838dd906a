import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { StartupError } from '../database/startup-error.js';

const CONNECT_TIMEOUT_MS = 2_000;
/** Whoever asks has a request in hand that can go on without Redis: better soon than surely. */
const COMMAND_TIMEOUT_MS = 500;
/** No byte for this long while an answer is due: the connection is dead, and is made anew. */
const SILENCE_TIMEOUT_MS = 1_000;
const LONGEST_PAUSE_MS = 1_000;

/**
 * A client of the server at `url` that never makes a caller wait: a command is refused at once while
 * there is no connection, after 500 ms without an answer, and is never sent again by itself. Lost
 * connections come back by themselves, and both are logged, once each.
 *
 * Not connected yet: see `connectRedis`.
 */
export function createRedis(url: string): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectionName: 'ostiary',
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    keepAlive: 10_000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (attempt) => Math.min(attempt * 50, LONGEST_PAUSE_MS),
    // After a failover the old primary refuses writes: ask again whom the name stands for.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  });
  return withLog(redis);
}

/** @throws StartupError when it cannot be reached; it does not try again then */
export async function connectRedis(redis: Redis): Promise<void> {
  let reason: unknown;
  const remember = (error: unknown): void => {
    reason ??= error;
  };
  redis.on('error', remember);
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    const { host, port } = redis.options;
    throw new StartupError(
      `cannot use Redis at ${host}:${port} (${messageOf(reason ?? error)}): check REDIS_URL`,
    );
  } finally {
    redis.off('error', remember);
  }
}

/** Without a listener the client prints every error itself, with a stack. */
function withLog(redis: Redis): Redis {
  const logger = new Logger('Redis');
  let isLost = false;
  let wasReady = false;
  let reason = 'closed';
  redis.on('error', (error: unknown) => {
    reason = messageOf(error);
  });
  redis.on('ready', () => {
    if (isLost) logger.log('Redis is back');
    wasReady = true;
    isLost = false;
    reason = 'closed';
  });
  redis.on('reconnecting', () => {
    if (wasReady && !isLost) logger.warn(`Redis connection lost: ${reason}`);
    isLost = wasReady;
  });
  return redis;
}

/** The message only: an error of the client carries the command, and with it the password. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return error.message || (code ?? error.name);
}
