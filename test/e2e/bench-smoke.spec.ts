import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const SMOKE = fileURLToPath(new URL('../../bench/smoke.mjs', import.meta.url));
/** A slow machine first installs the peers. */
const LIMIT_MS = 400_000;

it(
  'starts every server that the bench measures, and each answers its calls',
  async () => {
    const run = promisify(execFile)(process.execPath, [SMOKE], { timeout: LIMIT_MS });
    // When it fails, what it printed says where.
    const { stdout } = await run.catch((error: { stdout: string }) => error);
    expect(stdout.split('\n').filter((line) => line.startsWith('✗'))).toEqual([]);
    expect(stdout).toMatch(/\n[1-9]\d* passed, 0 failed\n$/);
  },
  LIMIT_MS,
);
