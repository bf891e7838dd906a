import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;
const POLL_MS = 25;
/** The proxies run as nobody: as root they would drop rights by themselves, each in another way. */
const NOBODY = 65534;

/** A proxy that runs with a directory of its own; nothing of the system's configuration is read. */
export interface RunningProxy {
  readonly port: number;
  /** What it said so far, for the message of a failure. */
  log(): string;
  stop(): Promise<void>;
}

export interface ProxyProgram {
  readonly program: string;
  readonly args: (directory: string) => string[];
  /** Relative path → content. */
  readonly files: (directory: string) => Readonly<Record<string, string>>;
  readonly port: number;
  readonly stopSignal?: NodeJS.Signals;
}

/** Starts it and waits until its port listens. `stop()` it in `afterAll`. */
export async function runProxy(proxy: ProxyProgram): Promise<RunningProxy> {
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-proxy-'));
  const isRoot = process.getuid?.() === 0;
  const own = (path: string) => (isRoot ? chownSync(path, NOBODY, NOBODY) : undefined);
  own(directory);
  for (const [name, content] of Object.entries(proxy.files(directory))) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    own(path);
  }
  const child = spawn(proxy.program, proxy.args(directory), {
    cwd: directory,
    env: { HOME: directory, PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  // The test run ends without `stop()`: nothing may stay behind.
  const abandon = (): void => {
    child.kill('SIGTERM');
    rmSync(directory, { recursive: true, force: true });
  };
  process.once('exit', abandon);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  const running = {
    port: proxy.port,
    log: () => said + errorLog(directory),
    async stop() {
      await end(child, proxy.stopSignal ?? 'SIGTERM');
      process.removeListener('exit', abandon);
      rmSync(directory, { recursive: true, force: true });
    },
  };
  try {
    await untilListening(child, proxy.port);
    return running;
  } catch (cause) {
    const log = running.log();
    await running.stop();
    throw new Error(`${proxy.program} did not start: ${log}`, { cause });
  }
}

function errorLog(directory: string): string {
  const path = join(directory, 'error.log');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

async function untilListening(child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    if (Date.now() > deadline) throw new Error(`nothing listens at ${port}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await closed;
  clearTimeout(timer);
}
