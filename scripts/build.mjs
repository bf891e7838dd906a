// Compiles src/ into dist/. With --if-stale only when a source is newer than the last good build.
// The compiler writes output also when it fails, so a good build leaves a marker behind.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ROOT, run } from './process.mjs';

const MARKER = join(ROOT, 'dist', '.built');
const LOCK = join(ROOT, 'node_modules', '.build-lock');
const INPUTS = ['nest-cli.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
const LOCK_TIMEOUT_MS = 180_000;
const LOCK_POLL_MS = 200;

export async function build({ onlyIfStale }) {
  if (onlyIfStale && !isStale()) return;
  await withLock(async () => {
    // Somebody else may have built while we waited.
    if (onlyIfStale && !isStale()) return;
    const startedAt = new Date();
    await run(join(ROOT, 'node_modules', '.bin', 'nest'), ['build']);
    writeFileSync(MARKER, startedAt.toISOString());
  });
}

function isStale() {
  if (!existsSync(MARKER)) return true;
  const builtAt = statSync(MARKER).mtimeMs;
  return sources().some((file) => statSync(join(ROOT, file)).mtimeMs > builtAt);
}

function sources() {
  const compiled = readdirSync(join(ROOT, 'src'), { recursive: true })
    .filter((file) => /\.(tsx?|mjs)$/.test(file) && !/\.spec\.tsx?$/.test(file))
    .map((file) => join('src', file));
  return [...compiled, ...INPUTS];
}

/** One build at a time: each of them empties dist/ first. */
async function withLock(work) {
  const deadline = Date.now() + LOCK_TIMEOUT_MS;
  while (!tryLock()) {
    if (Date.now() > deadline) rmSync(LOCK, { recursive: true, force: true });
    await sleep(LOCK_POLL_MS);
  }
  const release = () => rmSync(LOCK, { recursive: true, force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

function tryLock() {
  try {
    mkdirSync(LOCK);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await build({ onlyIfStale: process.argv.includes('--if-stale') });
}
