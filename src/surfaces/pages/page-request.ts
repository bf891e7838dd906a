import type { FastifyRequest } from 'fastify';
import { type Language, languageCookie, languageOfLocales, negotiateLanguage } from './language.js';

/** The options that follow from the request for one of our own pages. */
export interface PageRequestOptions {
  readonly language: Language;
  readonly location: string;
  readonly setCookie: string | null;
}

/** Language and address of a page that was asked for by GET; a choice in the query is remembered. */
export function pageRequestOptions(request: FastifyRequest, publicUrl: string): PageRequestOptions {
  const uiLocales = uiLocalesOf(request.query);
  const chosen = languageOfLocales(uiLocales);
  return {
    language: negotiateLanguage({
      uiLocales,
      cookie: request.headers.cookie,
      acceptLanguage: request.headers['accept-language'],
    }),
    location: request.url,
    setCookie: chosen === null ? null : languageCookie(chosen, publicUrl.startsWith('https:')),
  };
}

function uiLocalesOf(query: unknown): unknown {
  return typeof query === 'object' && query !== null && 'ui_locales' in query
    ? query.ui_locales
    : undefined;
}
