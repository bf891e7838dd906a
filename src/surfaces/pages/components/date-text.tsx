import type { VNode } from 'preact';
import type { Language } from '../language.js';

const FORMATS: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
  zh: new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' }),
};

/** A day in UTC, written out. */
export function DateText(props: { readonly epochMs: number; readonly language: Language }): VNode {
  return (
    <time datetime={new Date(props.epochMs).toISOString()}>
      {FORMATS[props.language].format(props.epochMs)}
    </time>
  );
}
