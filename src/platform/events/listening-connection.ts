import { Socket } from 'node:net';
import type { Client } from 'pg';

const CHANNEL = 'ostiary_changes';
const CONNECT_TIMEOUT_MS = 2_000;

export interface ListeningConnectionEvents {
  message(payload: string): void;
  /** Once, when the connection is gone without `close` or `destroy`. */
  lost(reason: string): void;
}

/** A connection to Postgres that does nothing but hear and send notifications on the one channel. */
export class ListeningConnection {
  private ended = false;
  /** The driver takes one statement at a time. */
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly client: Client,
    private readonly socket: Socket,
  ) {}

  /** @returns when it listens: whatever is committed from now on is heard. @throws what the driver throws */
  static async open(url: string, events: ListeningConnectionEvents): Promise<ListeningConnection> {
    // Loaded by who uses Postgres only.
    const { default: pg } = await import('pg');
    const socket = new Socket();
    const client = new pg.Client({
      connectionString: url,
      application_name: 'ostiary-changes',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      stream: () => socket,
    });
    const connection = new ListeningConnection(client, socket);
    const lost = (reason: string): void => {
      if (connection.ended) return;
      connection.destroy();
      events.lost(reason);
    };
    client.on('error', () => undefined);
    client.on('notification', ({ payload }) => {
      if (!connection.ended) events.message(payload ?? '');
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      connection.destroy();
      throw error;
    }
    client.on('error', ({ message }) => lost(message));
    client.on('end', () => lost('it was closed'));
    return connection;
  }

  /** @returns when the message is committed */
  async notify(payload: string): Promise<void> {
    const sent = this.last.then(() => this.client.query(NOTIFY, [CHANNEL, payload]));
    this.last = sent.catch(() => undefined);
    await sent;
  }

  /** Drops it at once: an orderly end would wait for a server that does not answer. */
  destroy(): void {
    this.ended = true;
    this.socket.destroy();
  }

  async close(): Promise<void> {
    this.ended = true;
    await this.last;
    await this.client.end();
  }
}

/** The statement that sends a payload ($2) to a channel ($1). */
const NOTIFY = 'SELECT pg_notify($1, $2)';

/** The same message by any other connection, for when this kind has none. */
export function notification(payload: string): readonly [sql: string, values: string[]] {
  return [NOTIFY, [CHANNEL, payload]];
}
