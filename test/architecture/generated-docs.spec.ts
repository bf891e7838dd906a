import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../src/platform/config/index.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('docs/configuration.md', () => {
  const page = readFileSync(`${ROOT}/docs/configuration.md`, 'utf8');

  it('is what the table of settings says', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['scripts/generate-docs.mjs', '--check'],
      { cwd: ROOT, encoding: 'utf8' },
    );

    expect([status, stderr]).toEqual([0, '']);
  });

  it('has a row for every setting', () => {
    for (const { name } of SETTINGS) expect(page).toContain(`| \`${name}\``);
  });
});
