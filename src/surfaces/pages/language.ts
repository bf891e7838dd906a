import type { Language } from '../../kernel/errors/index.js';

export type { Language };

/** The languages that pages are written in, the default first. */
export const LANGUAGES: readonly Language[] = ['en', 'zh'];

export const LANGUAGE_COOKIE = 'ostiary_lang';

const ONE_YEAR_SECONDS = 31_536_000;
/** No browser sends a longer list, and what is not split costs nothing. */
const LONGEST_LIST = 512;

/** Where a wish for a language may be found; every part is what the client sent. */
export interface LanguageSources {
  /** `ui_locales`: space-separated language tags, best first (OpenID Connect Core §3.1.2.1). */
  readonly uiLocales?: unknown;
  /** The whole `Cookie` header. */
  readonly cookie?: string | undefined;
  readonly acceptLanguage?: string | undefined;
}

/** The language of a page: `ui_locales`, then the cookie, then `Accept-Language`, then English. */
export function negotiateLanguage(sources: LanguageSources): Language {
  return (
    languageOfLocales(sources.uiLocales) ??
    languageOfTag(cookieValue(sources.cookie ?? '')) ??
    languageOfHeader(sources.acceptLanguage ?? '') ??
    'en'
  );
}

/** The first language of a `ui_locales` value that we have; null for none. */
export function languageOfLocales(uiLocales: unknown): Language | null {
  if (typeof uiLocales !== 'string' || uiLocales.length > LONGEST_LIST) return null;
  for (const tag of uiLocales.split(' ')) {
    const language = languageOfTag(tag);
    if (language !== null) return language;
  }
  return null;
}

/** A `Set-Cookie` value that remembers a choice made on one of our pages. */
export function languageCookie(language: Language, isSecure: boolean): string {
  const attributes = `Path=/; Max-Age=${ONE_YEAR_SECONDS}; HttpOnly; SameSite=Lax`;
  return `${LANGUAGE_COOKIE}=${language}; ${attributes}${isSecure ? '; Secure' : ''}`;
}

/** BCP 47 look-up by the primary subtag: `zh-Hant-TW` is answered in Chinese. */
function languageOfTag(tag: string): Language | null {
  const primary = tag.trim().split('-', 1)[0]?.toLowerCase();
  return LANGUAGES.find((language) => language === primary) ?? null;
}

function languageOfHeader(header: string): Language | null {
  if (header.length > LONGEST_LIST) return null;
  const weighted = header
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';');
      const quality = parameters
        .map((text) => /^\s*q=([0-9.]+)\s*$/i.exec(text)?.[1])
        .find(Boolean);
      return { language: languageOfTag(tag), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ language, quality }) => language !== null && quality > 0)
    .sort((left, right) => right.quality - left.quality);
  return weighted[0]?.language ?? null;
}

function cookieValue(header: string): string {
  for (const pair of header.split(';')) {
    const [name, value = ''] = pair.split('=', 2);
    if (name?.trim() === LANGUAGE_COOKIE) return value;
  }
  return '';
}
