import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The top of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What is measured has this core for itself. */
export const SERVER_CORE = '0';
/** The load, and what stands behind the measured servers. */
export const OTHER_CORE = '1';

const START_LIMIT_MS = 60_000;
const TICKS_PER_SECOND = 100;
const started = new Set();

// Whoever interrupts the bench leaves no server behind.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const child of started) child.kill();
    process.exit(1);
  });
}

/** A port that nobody listens on at this moment. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Starts a server pinned to one core and waits until it answers 2xx.
 *
 * @returns its address, its process, and how long it took to the first answer in milliseconds
 * @throws when it ends or does not answer in time
 */
export async function startPinned(command, { core = SERVER_CORE, port, path = '/', ...options }) {
  const startedAt = performance.now();
  const child = spawn('taskset', ['-c', core, ...command], {
    stdio: ['ignore', 'ignore', 'inherit'],
    ...options,
  });
  started.add(child);
  child.once('exit', () => started.delete(child));
  const url = `http://127.0.0.1:${port}`;
  while (performance.now() - startedAt < START_LIMIT_MS) {
    if (child.exitCode !== null)
      throw new Error(`${command.join(' ')}: ended with ${child.exitCode}`);
    const answer = await fetch(url + path).catch(() => null);
    if (answer?.ok) return { url, child, bootMs: Math.round(performance.now() - startedAt) };
    await pause(10);
  }
  throw new Error(`${command.join(' ')} did not start`);
}

/** Ends a server and waits until it is gone. */
export function stop({ child }) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill();
  });
}

/** Ends whatever is still running. */
export async function stopAll() {
  await Promise.all([...started].map((child) => stop({ child })));
}

/** Resident memory of a server with its worker processes, in MB. */
export function residentMb({ child }) {
  const kilobytes = processTree(child.pid).map((pid) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0),
  );
  return Math.round(kilobytes.reduce((sum, each) => sum + each, 0) / 1024);
}

/** Processor time that a server and its worker processes have used so far, in seconds. */
export function cpuSeconds({ child }) {
  const ticks = processTree(child.pid).map((pid) => {
    // The name of the program, in brackets, may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
}

function processTree(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...children.split(' ').filter(Boolean).map(Number).flatMap(processTree)];
}
