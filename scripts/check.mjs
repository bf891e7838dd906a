// Runs every static check, two at a time, and prints what failed in full.
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ROOT, capture } from './process.mjs';

const CHECKS = [
  ['types', 'tsc', ['--noEmit', '-p', 'tsconfig.json']],
  ['console types', 'tsc', ['--noEmit', '-p', 'console/tsconfig.json']],
  ['browser tests types', 'tsc', ['--noEmit', '-p', 'test/browser/tsconfig.json']],
  ['lint', 'eslint', ['.', '--max-warnings', '0']],
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['layers', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'src']],
  ['unused', 'knip', []],
];

const pending = [...CHECKS];
let failures = 0;

async function work() {
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const [name, program, args] = next;
    const startedAt = performance.now();
    const { code, output } = await capture(join(ROOT, 'node_modules', '.bin', program), args);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    if (code === 0) {
      process.stdout.write(`✓ ${name} (${seconds} s)\n`);
    } else {
      failures += 1;
      process.stdout.write(`✗ ${name} (${seconds} s): ${program} ${args.join(' ')}\n${output}\n`);
    }
  }
}

await Promise.all(Array.from({ length: Math.min(2, cpus().length) }, work));
process.stdout.write(failures === 0 ? 'All checks passed.\n' : `${failures} checks failed.\n`);
process.exitCode = failures === 0 ? 0 : 1;
