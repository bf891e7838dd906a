import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';

const START_LIMIT_MS = 30_000;

export interface RedisOptions {
  readonly password?: string;
  /** PEM files: the server then speaks TLS only. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
}

/** A Redis server that exists for one test file. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Ends it at once, as a crash would; `start` brings it back on the same port, empty. */
  kill(): Promise<void>;
  /** It keeps its connections but answers nothing, until `thaw`. */
  freeze(): void;
  thaw(): void;
  start(): Promise<void>;
  /** Ends the server and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts a Redis of its own on a free loopback port, which keeps nothing on disk.
 *
 * @throws when Redis is not installed: these tests are never skipped
 */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-redis-'));
  const port = await freePort();
  const { password, tls } = options;
  let server: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const settings = { dir: directory, bind: '127.0.0.1', save: '', appendonly: 'no' };
    const args = Object.entries({
      ...settings,
      ...(password === undefined ? {} : { requirepass: password }),
      ...(tls === undefined ? { port } : tlsSettings(port, tls)),
    }).flatMap(([name, value]) => [`--${name}`, String(value)]);
    server = spawn('redis-server', args, { stdio: 'ignore' });
    await untilListening(port, server);
  };
  const kill = async (): Promise<void> => {
    if (server !== null) await endProcess(server);
    server = null;
  };
  await start();
  const user = password === undefined ? '' : `:${password}@`;
  return {
    url: `${tls === undefined ? 'redis' : 'rediss'}://${user}127.0.0.1:${port}`,
    port,
    start,
    kill,
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
    async stop() {
      await kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function tlsSettings(
  port: number,
  { certFile, keyFile }: NonNullable<RedisOptions['tls']>,
): Record<string, string | number> {
  return {
    port: 0,
    'tls-port': port,
    'tls-cert-file': certFile,
    'tls-key-file': keyFile,
    'tls-auth-clients': 'no',
  };
}

async function untilListening(port: number, server: ChildProcess): Promise<void> {
  let failure: Error | null = null;
  server.once('error', (error) => (failure = error));
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await accepts(port))) {
    if (failure !== null || server.exitCode !== null || Date.now() > deadline) {
      throw new Error('these tests need Redis: apt-get install -y redis-server', {
        cause: failure,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (accepted: boolean) => () => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', end(true)).once('error', end(false));
  });
}

async function endProcess(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill('SIGKILL');
  await exited;
}
