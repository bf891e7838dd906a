import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/kernel/errors/index.js';
import { SETTINGS } from '../../src/platform/config/index.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('generated pages', () => {
  const page = readFileSync(`${ROOT}/docs/configuration.md`, 'utf8');

  it('are what the tables in the code say', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['scripts/generate-docs.mjs', '--check'],
      { cwd: ROOT, encoding: 'utf8' },
    );

    expect([status, stderr]).toEqual([0, '']);
  });

  it('have a row for every error code', () => {
    const errors = readFileSync(`${ROOT}/docs/errors.md`, 'utf8');
    for (const code of ERROR_CODES) expect(errors).toContain(`| \`${code}\` |`);
  });

  it('have a row for every setting', () => {
    for (const { name } of SETTINGS) expect(page).toContain(`| \`${name}\``);
  });
});
