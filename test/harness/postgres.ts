import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

const DEBIAN_VERSIONS = '/usr/lib/postgresql';
const START_LIMIT_MS = 30_000;

/** A Postgres server that exists for one test file. */
export interface PostgresServer {
  /** URL of its empty database. */
  readonly url: string;
  /** Creates a further empty database and returns its URL. */
  createDatabase(name: string): Promise<string>;
  /** Stops the server as an outage would; `start` brings it back with its data, on the same port. */
  pause(): Promise<void>;
  start(): Promise<void>;
  /** Ends the server and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts a Postgres of its own on a free loopback port, as a user that is not root, in a temporary
 * directory. It never touches the system's cluster.
 *
 * @throws when Postgres is not installed: these tests are never skipped
 */
export async function startPostgres(): Promise<PostgresServer> {
  const binaries = findBinaries();
  const owner = unprivilegedUser();
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-postgres-'));
  if (owner !== null) chownSync(directory, owner.uid, owner.gid);
  const run = { ...owner, cwd: directory, env: { LC_ALL: 'C', PATH: process.env['PATH'] } };
  const data = join(directory, 'data');
  const flags = ['--username=ostiary', '--auth=trust', '--encoding=UTF8', '--no-sync'];
  execFileSync(join(binaries, 'initdb'), [...flags, `--pgdata=${data}`], { ...run, stdio: 'pipe' });

  const port = await freePort();
  let server: ChildProcess | null = null;
  const urlOf = (name: string): string => `postgres://ostiary@127.0.0.1:${port}/${name}`;
  const start = async (): Promise<void> => {
    const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'fsync=off'];
    settings.push(`unix_socket_directories=${directory}`, 'max_connections=50');
    const options = settings.flatMap((setting) => ['-c', setting]);
    server = spawn(join(binaries, 'postgres'), ['-D', data, ...options], {
      ...run,
      stdio: 'ignore',
    });
    await untilReady(urlOf('postgres'), server);
  };
  const pause = async (): Promise<void> => {
    if (server !== null) await endProcess(server);
    server = null;
  };
  await start();
  return {
    url: urlOf('postgres'),
    start,
    pause,
    async createDatabase(name) {
      await statement(urlOf('postgres'), `CREATE DATABASE ${name}`);
      return urlOf(name);
    },
    async stop() {
      await pause();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function findBinaries(): string {
  const versions = existsSync(DEBIAN_VERSIONS) ? readdirSync(DEBIAN_VERSIONS) : [];
  const newest = versions.sort((left, right) => Number(right) - Number(left))[0];
  const path = join(DEBIAN_VERSIONS, newest ?? '', 'bin');
  if (newest === undefined || !existsSync(join(path, 'initdb'))) {
    throw new Error('these tests need Postgres: apt-get install -y postgresql');
  }
  return path;
}

/** Postgres refuses to run as root; its package brings the user to run as instead. */
function unprivilegedUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    try {
      await statement(url, 'SELECT 1');
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) {
        throw new Error('Postgres did not start', { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function statement(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** SIGINT is Postgres's fast shutdown: it ends open sessions. */
function endProcess(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill('SIGINT');
  });
}
