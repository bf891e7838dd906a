import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const DIST = fileURLToPath(new URL('../../console/dist/', import.meta.url));
const BUDGET_BYTES = 250 * 1024;

/** What vite says of a file that it wrote. */
interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const manifest = JSON.parse(readFileSync(`${DIST}.vite/manifest.json`, 'utf8')) as Record<
  string,
  Chunk
>;

/** A source file's chunk and all that it imports at once. */
function loadedWith(source: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[source];
  if (chunk === undefined) throw new Error(`the manifest does not know ${source}`);
  if (seen.has(source)) return seen;
  seen.add(source);
  for (const each of chunk.imports ?? []) loadedWith(each, seen);
  return seen;
}

it.each([
  ['en', 'admin'],
  ['zh', 'admin'],
  ['en', 'consumer'],
])(
  'loads at most 250 KB of scripts for the first page, in %s, for one who is %s',
  (language, who) => {
    const home = ['home-page', `${who}-home`].map((name) => `src/pages/home/${name}.tsx`);
    const texts = ['common', 'titles', 'home'].map((name) => `src/texts/${language}/${name}.ts`);
    const sources = new Set(
      ['index.html', ...texts, ...home].flatMap((source) => [...loadedWith(source)]),
    );
    const sizes = [...sources].map((source) => {
      const { file } = manifest[source] as Chunk;
      return { file, bytes: gzipSync(readFileSync(DIST + file), { level: 9 }).length };
    });
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(total).toBeGreaterThan(50 * 1024);
    expect(total, JSON.stringify(sizes, null, 1)).toBeLessThanOrEqual(BUDGET_BYTES);
  },
);

it('names nobody else from whom something would be fetched', () => {
  const names = readdirSync(`${DIST}assets`).filter((name) => /\.(js|css)$/.test(name));
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) {
    const text = readFileSync(`${DIST}assets/${name}`, 'utf8');
    // Styles and modules fetch what they name; other addresses in scripts are links, examples and namespaces.
    expect(text, name).not.toMatch(/url\(\s*["']?(?:https?:)?\/\//);
    expect(text, name).not.toMatch(/@import\s+["'](?:https?:)?\/\//);
    expect(text, name).not.toMatch(
      /\b(?:import|fetch|importScripts|Worker|EventSource|WebSocket)\(\s*["'`](?:https?:|wss?:)?\/\//,
    );
    expect(text, name).not.toMatch(/\bfrom\s*["'](?:https?:)?\/\//);
    expect(text, name).not.toMatch(/sourceMappingURL=http/);
  }
});
