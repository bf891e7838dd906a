import { createHash } from 'node:crypto';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import type { TestServer } from './server.js';

/** Reads the database of a running server, past the server. @param work must not keep the connection */
export function withDatabase<T>(
  server: Pick<TestServer, 'directory'>,
  work: (connection: SqliteConnection) => T,
  { readonly = true }: { readonly readonly?: boolean } = {},
): T {
  const connection = open(server, readonly);
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

/** Every call is counted and noted here, the refused ones too, within a second. */
const ACCOUNTS = new Set(['usage_counts', 'credential_uses']);

/** The tables of a running server, seen from outside. */
export interface StateReader {
  /**
   * A digest per table of everything that the server keeps, the audit included, but for usage and
   * counts of attempts: two equal dumps mean that nothing has changed.
   */
  dump(): Readonly<Record<string, string>>;
  close(): void;
}

export function openState(server: Pick<TestServer, 'directory'>): StateReader {
  const connection = open(server, true);
  const tables = connection
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
    .all() as { name: string }[];
  if (tables.length < 10) throw new Error('this is not the database of the server');
  const kept = tables.filter(({ name }) => !ACCOUNTS.has(name));
  let version: unknown;
  let dump: Record<string, string> = {};
  return {
    dump() {
      // Changes with every commit of another connection, also with one that writes what was there.
      const current = connection.pragma('data_version', { simple: true });
      if (current !== version) {
        version = current;
        dump = Object.fromEntries(kept.map(({ name }) => [name, digestOf(connection, name)]));
      }
      return dump;
    },
    close: () => connection.close(),
  };
}

function open(server: Pick<TestServer, 'directory'>, readonly: boolean): SqliteConnection {
  const path = join(server.directory, 'data', 'ostiary.db');
  return new SqliteConnection(path, { readonly, fileMustExist: true, timeout: 5_000 });
}

function digestOf(connection: SqliteConnection, table: string): string {
  const rows = connection.prepare(`SELECT * FROM "${table}"`).all() as object[];
  // When a secret was last used is written a while after, for many uses together. A try of a code is
  // counted in the row of the code, which stays as good as it was.
  const counted = { last_used_at: null, attempts: null };
  const texts = rows.map((row) => JSON.stringify({ ...row, ...counted })).sort();
  return `${rows.length} rows ${createHash('sha256').update(texts.join('\n')).digest('hex')}`;
}
