import type { Redis } from '../redis/index.js';

/**
 * A connection for the limits alone, which judges for itself when an answer is overdue: the client's own
 * time-outs count the time in which this process was too busy to read what had long arrived.
 */
export async function limitsConnection(redis: Redis): Promise<Redis> {
  const connection = redis.duplicate({
    connectionName: 'ostiary-limits',
    commandTimeout: undefined,
    socketTimeout: undefined,
  });
  // Whoever asks is told, and logs it.
  connection.on('error', () => undefined);
  await connection.connect();
  return connection;
}

/** @throws Error when `answer` takes longer. What arrived while the process was busy is read first. */
export function withPatience<T>(answer: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      setImmediate(() => reject(new Error(`no answer within ${ms} ms`)));
    }, ms);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
