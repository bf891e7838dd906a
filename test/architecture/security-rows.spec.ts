import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The security cases that every release has to stand: of OAuth (OA), the published keys (W), forward-auth
 * (F), the gateway (G), addresses (I), origins (O), anonymous callers (N) and limits (R), and single ones
 * of keys, tokens and timing. A case that has no test any more is a promise that nobody keeps.
 */
const ROWS = [
  ...numbered('OA', 1, 53),
  ...numbered('W', 1, 6),
  ...numbered('F', 1, 20),
  ...numbered('G', 1, 23),
  ...numbered('I', 1, 13),
  ...numbered('O', 1, 12),
  ...numbered('N', 1, 11),
  ...numbered('R', 1, 9),
  ...['A22', 'K13', 'K18', 'K19', 'T05'],
  'J18', // a credential of one kind passes for no other
  'J24', // what was ended is refused at once, everywhere, and after a restart
];

function numbered(prefix: string, first: number, last: number): string[] {
  return Array.from(
    { length: last - first + 1 },
    (_, index) => `${prefix}${String(first + index).padStart(2, '0')}`,
  );
}

function titles(): string[] {
  const files = ['src', 'test'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /(?:\.(?:spec|cases)|\/describe-[a-z-]+)\.tsx?$/.test(path))
      .map((path) => join(ROOT, folder, path)),
  );
  // A title, or the first member of a table's row, which the title has a %s for.
  const text = /(?:\bit|\bdescribe)(?:\.each[\s\S]{0,4000}?\))?\(\s*(['"`])((?:\\.|(?!\1).)*)\1/g;
  return files.flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    return [
      ...[...source.matchAll(text)].map(([, , title = '']) => title),
      ...[...source.matchAll(/^\s*\[?['"`]([A-Z]{1,2}\d\d: [^'"`]*)['"`],/gm)].map(
        ([, title = '']) => title,
      ),
    ];
  });
}

describe('the security cases', () => {
  const all = titles();

  it('are looked for in many titles', () => {
    expect(all.length).toBeGreaterThan(500);
  });

  it.each(ROWS)('%s stands in the title of a test', (row) => {
    expect(all.filter((title) => new RegExp(`\\b${row}\\b`).test(title))).not.toEqual([]);
  });
});
