// Compiles src/ into dist/, and the console into console/dist/. With --if-stale only what has a source that is
// newer than the last good build. The compilers write output also when they fail, so a good build leaves a
// marker behind.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { ROOT, run } from './process.mjs';

const LOCK = join(ROOT, 'node_modules', '.build-lock');
const LOCK_TIMEOUT_MS = 180_000;
const LOCK_POLL_MS = 200;
/** Smaller files are sent as they are. */
const COMPRESS_FROM_BYTES = 1024;

const PARTS = {
  server: {
    marker: join(ROOT, 'dist', '.built'),
    directories: ['src'],
    files: ['nest-cli.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'],
    compile: () => run(join(ROOT, 'node_modules', '.bin', 'nest'), ['build']),
  },
  console: {
    marker: join(ROOT, 'console', 'dist', '.built'),
    directories: [join('console', 'src')],
    files: ['package-lock.json', ...['index.html', 'vite.config.ts'].map(inConsole)],
    async compile() {
      const vite = join(ROOT, 'node_modules', '.bin', 'vite');
      // Whoever builds: the test runner's own setting would make React's development build of it.
      const env = { ...process.env, NODE_ENV: 'production' };
      await run(vite, ['build', '--logLevel', 'warn'], { cwd: join(ROOT, 'console'), env });
      compress(join(ROOT, 'console', 'dist', 'assets'));
    },
  },
};

export async function build({ onlyIfStale, parts = Object.keys(PARTS) }) {
  const chosen = parts.map((name) => PARTS[name]);
  const pending = () => chosen.filter((part) => !onlyIfStale || isStale(part));
  if (pending().length === 0) return;
  await withLock(async () => {
    // Somebody else may have built while we waited.
    for (const part of pending()) {
      const startedAt = new Date();
      await part.compile();
      writeFileSync(part.marker, startedAt.toISOString());
    }
  });
}

function isStale({ marker, directories, files }) {
  if (!existsSync(marker)) return true;
  const builtAt = statSync(marker).mtimeMs;
  const sources = [...directories.flatMap(compiledIn), ...files];
  return sources.some((file) => statSync(join(ROOT, file)).mtimeMs > builtAt);
}

function compiledIn(directory) {
  return readdirSync(join(ROOT, directory), { recursive: true })
    .filter((file) => /\.(tsx?|mjs|css)$/.test(file) && !/\.spec\.tsx?$/.test(file))
    .map((file) => join(directory, file));
}

/** Once here, so that nothing is compressed while somebody waits for it. */
function compress(directory) {
  for (const name of readdirSync(directory)) {
    const bytes = readFileSync(join(directory, name));
    if (bytes.length < COMPRESS_FROM_BYTES) continue;
    writeFileSync(join(directory, `${name}.br`), brotliCompressSync(bytes));
    writeFileSync(join(directory, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

function inConsole(file) {
  return join('console', file);
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
