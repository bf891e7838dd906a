import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Texts } from './en';

export type Language = 'en' | 'zh';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Texts;
  }
}

const DICTIONARIES: Record<Language, () => Promise<Texts>> = {
  en: async () => (await import('./en')).en,
  zh: async () => (await import('./zh')).zh,
};

export function currentLanguage(): Language {
  return document.documentElement.lang === 'zh' ? 'zh' : 'en';
}

/** The language that the server chose for this page. */
export async function loadTexts(): Promise<void> {
  const language = currentLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: await DICTIONARIES[language]() },
    defaultNS: 'common',
    showSupportNotice: false,
    // React escapes.
    interpolation: { escapeValue: false },
  });
}

/** Shows everything in another language, and has the server remember it. */
export async function changeLanguage(language: Language): Promise<void> {
  const texts = await DICTIONARIES[language]();
  for (const [namespace, resources] of Object.entries(texts)) {
    i18next.addResourceBundle(language, namespace, resources);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  await fetch(`/console?ui_locales=${language}`).catch(() => undefined);
}
