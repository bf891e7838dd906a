import type { FastifyReply } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { Frame } from './components/frame.js';
import type { Language } from './language.js';
import { STYLESHEET_HREF } from './styles/stylesheet.js';
import { textsIn } from './texts/texts.js';
import type { PageContent, View } from './view.js';

export interface PageOptions {
  readonly language: Language;
  /**
   * Path and query that lead to this page by GET, for the link to the other language; null where the
   * page cannot be asked for again, such as the answer to a posted form. Default: the current address.
   */
  readonly location?: string | null;
  /**
   * CSP sources that a form of this page may lead to besides this server, such as
   * `formActionSource(redirectUri)`: browsers check redirects after a form against them too.
   */
  readonly formActionOrigins?: readonly (string | null)[];
  /** `Cache-Control`; default `no-store`. */
  readonly cacheControl?: string;
  /** `Set-Cookie` that remembers the language; such a page is never cached. */
  readonly setCookie?: string | null;
}

export interface RenderedPage {
  readonly html: string;
  /** Lower-case names; complete, and to be sent as they are. */
  readonly headers: Record<string, string>;
}

const NO_STORE = 'no-store';
/** Only makes a path parse; no part of it is ever shown. */
const BASE = 'http://localhost';
/** An origin, or the scheme of a native app's redirect (RFC 8252 §7.1): nothing that could end a directive. */
const CSP_SOURCE = /^(?:https?:\/\/[a-z0-9.\-[\]:*]+|[a-z][a-z0-9+.-]*:)$/i;

/** Renders a view with the headers it must be sent with, for replies of any framework. */
export function page(view: View, options: PageOptions): RenderedPage {
  const texts = textsIn(options.language);
  const content = view({ language: options.language, texts });
  const html = renderToString(
    <Frame
      content={content}
      language={options.language}
      texts={texts}
      stylesheet={STYLESHEET_HREF}
      hrefIn={languageLinks(options.location)}
    />,
  );
  return { html: `<!doctype html>${html}`, headers: headersOf(content, options) };
}

/** Sends a view as the reply. */
export function renderPage(
  reply: FastifyReply,
  view: View,
  options: PageOptions & { readonly status?: number },
): FastifyReply {
  const { html, headers } = page(view, options);
  return reply
    .status(options.status ?? 200)
    .headers(headers)
    .send(html);
}

/** The CSP source that allows a form to end at this redirect URI; null for one that cannot be allowed. */
export function formActionSource(redirectUri: string): string | null {
  if (!URL.canParse(redirectUri)) return null;
  const { origin, protocol } = new URL(redirectUri);
  const source = origin === 'null' ? protocol : origin;
  return CSP_SOURCE.test(source) ? source : null;
}

function headersOf(content: PageContent, options: PageOptions): Record<string, string> {
  const setCookie = options.setCookie ?? null;
  const sources = (options.formActionOrigins ?? []).filter(
    (source) => source !== null && CSP_SOURCE.test(source),
  );
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    ...(content.script === undefined ? [] : ["script-src 'self'"]),
    ["form-action 'self'", ...sources].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    // Not `no-referrer`: browsers would then post our own forms with `Origin: null`.
    'referrer-policy': 'same-origin',
    'cache-control': setCookie === null ? (options.cacheControl ?? NO_STORE) : NO_STORE,
    'content-language': options.language,
    vary: 'Accept-Language, Cookie',
    ...(setCookie === null ? {} : { 'set-cookie': setCookie }),
  };
}

function languageLinks(
  location: string | null | undefined,
): ((language: Language) => string) | null {
  if (location === null) return null;
  return (language) => {
    if (location === undefined || !URL.canParse(location, BASE)) return `?ui_locales=${language}`;
    const url = new URL(location, BASE);
    url.searchParams.set('ui_locales', language);
    // Only path and query are kept, and one slash: `//` would lead to another server.
    return `/${url.pathname.replace(/^\/+/, '')}${url.search}`;
  };
}
