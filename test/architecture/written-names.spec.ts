import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SKIPPED = new Set(['node_modules', 'dist', 'data', '.git', 'results']);

/** Every page of prose in the repository. */
function pages(directory = ''): string[] {
  return readdirSync(join(ROOT, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : pages(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Paths from the top, in backticks, and the targets of relative links. */
function namesIn(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const quoted = [...text.matchAll(/`((?:src|test|docs|scripts|bench)\/[\w./-]*)`/g)].map(
    ([, path = '']) => path,
  );
  const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, target = '']) =>
    join(dirname(page), target),
  );
  return [...quoted, ...linked];
}

const written = pages().flatMap((page) => namesIn(page).map((name) => ({ page, name })));

describe('what documentation names', () => {
  it('is looked at', () => {
    expect(written.length).toBeGreaterThan(30);
  });

  it.each(written)('$page names $name, which exists', ({ name }) => {
    expect(existsSync(join(ROOT, name))).toBe(true);
  });
});
