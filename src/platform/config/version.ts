import { readFileSync } from 'node:fs';

/** Of this program, as its package says; the file is as far from `src/` as from `dist/`. */
export const VERSION: string = versionIn(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
);

function versionIn(text: string): string {
  return (JSON.parse(text) as { version: string }).version;
}
