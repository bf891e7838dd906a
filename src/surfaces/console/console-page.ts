import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Language } from '../../kernel/errors/index.js';

/** Where `npm run build` puts the console; the same place from `src/` and from `dist/`. */
export const CONSOLE_FILES = fileURLToPath(new URL('../../../console/dist/', import.meta.url));

/** The build writes this into every tag that needs a nonce. */
const NONCE = /__CSP_NONCE__/g;
/** Where the settings go; formatters close the tag in two ways. */
const SETTINGS = /<meta name="ostiary-settings" content=""\s*\/?>/;

/** What the page tells the console of the server; there are no secrets in it. */
export interface ConsoleSettings {
  readonly publicUrl: string;
  readonly clientId: string;
  readonly scope: string;
  readonly keyPrefix: string;
  /** Where signed tokens are presented, the first choice first. */
  readonly signedTokenHeaders: readonly string[];
  readonly hasSamples: boolean;
}

/** The page of the console as it was built; null where it was not. */
export function builtPage(): string | null {
  const file = `${CONSOLE_FILES}index.html`;
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** The page for one request. */
export function consolePage(
  built: string,
  { nonce, language, settings }: { nonce: string; language: Language; settings: ConsoleSettings },
): string {
  return built
    .replace('<html lang="en">', `<html lang="${language}">`)
    .replace(
      SETTINGS,
      () => `<meta name="ostiary-settings" content="${escaped(JSON.stringify(settings))}">`,
    )
    .replace(NONCE, nonce);
}

/**
 * Everything from here. Styles that the console makes as it runs carry the nonce; calls that a person tries
 * out go to the public URL, also when the page was opened under another name.
 */
export function consolePolicy(nonce: string, publicUrl: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${new URL(publicUrl).origin}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
