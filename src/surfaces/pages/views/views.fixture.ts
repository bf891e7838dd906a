import type { LocalizedText } from '../../../kernel/errors/index.js';
import type { Language } from '../language.js';
import { page } from '../page-renderer.js';
import type { View } from '../view.js';
import type { ConsentProps } from './consent.view.js';

export function scope(
  name: string,
  apiName: string | null,
  rest: Partial<ConsentProps['scopes'][number]> = {},
): ConsentProps['scopes'][number] {
  return {
    name,
    apiName,
    description: null,
    isSensitive: false,
    isGrantedBefore: false,
    ...rest,
  };
}

export function both(text: string): LocalizedText {
  return { en: text, zh: text };
}

export function htmlOf(view: View, language: Language = 'en'): string {
  return page(view, { language }).html;
}

export function textOf(html: string): string {
  return html
    .replace(/<(?:p|li|h1|h2|div)[ >]/g, '\n$&')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
