import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/generate-client.mjs', import.meta.url));

it('is what the server describes: docs/openapi.json, and the types of the console', () => {
  const run = spawnSync(process.execPath, [SCRIPT, '--check'], { encoding: 'utf8' });
  expect([run.status, run.stderr]).toEqual([0, '']);
}, 90_000);
