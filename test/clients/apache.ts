import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = '/usr/sbin/apache2';
const MODULES = '/usr/lib/apache2/modules';
const LOADED = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'proxy', 'proxy_http'];
/** Apache refuses to serve as root. */
const NOBODY = 65534;
const START_LIMIT_MS = 60_000;
const POLL_MS = 50;

/** An Apache with a directory of its own; nothing of the system's configuration is read. */
export interface Apache {
  /** What it wrote to its error log so far. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts Debian's Apache with `mod_auth_openidc` and waits until it listens.
 *
 * @param configuration directives, without `Listen`
 * @param ports of the loopback interface
 */
export async function startApache(
  configuration: string,
  ports: readonly number[],
): Promise<Apache> {
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-apache-'));
  const log = join(directory, 'error.log');
  const path = join(directory, 'apache.conf');
  writeFileSync(path, `${base(directory, ports)}\n${configuration}\n`);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) for (const each of [directory, path]) chownSync(each, NOBODY, NOBODY);
  const child = spawn(PROGRAM, ['-D', 'FOREGROUND', '-f', path], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {},
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const apache = {
    log: () => complaints + (existsSync(log) ? readFileSync(log, 'utf8') : ''),
    async stop() {
      await end(child);
      rmSync(directory, { recursive: true, force: true });
    },
  };
  try {
    await untilListening(child, ports);
    return apache;
  } catch (cause) {
    const said = apache.log();
    await apache.stop();
    throw new Error(`Apache did not start: ${said}`, { cause });
  }
}

function base(directory: string, ports: readonly number[]): string {
  const modules = [...LOADED, 'auth_openidc'];
  return [
    `ServerRoot ${directory}`,
    `DefaultRuntimeDir ${directory}`,
    `PidFile ${directory}/apache.pid`,
    `ErrorLog ${directory}/error.log`,
    'ServerName 127.0.0.1',
    'StartServers 1',
    'ServerLimit 1',
    'ThreadsPerChild 16',
    'MaxRequestWorkers 16',
    'GracefulShutdownTimeout 1',
    ...ports.map((port) => `Listen 127.0.0.1:${port}`),
    ...modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
  ].join('\n');
}

async function untilListening(child: ChildProcess, ports: readonly number[]): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (const port of ports) {
    while ((await fetch(`http://127.0.0.1:${port}/`).catch(() => null)) === null) {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
      if (Date.now() > deadline) throw new Error(`nothing listens at ${port}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}
