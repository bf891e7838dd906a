import i18next, { type BackendModule, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Texts } from './en';

export type Language = 'en' | 'zh';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Texts;
  }
}

/** A module for each language and namespace, which exports the texts by the name of the namespace. */
const MODULES = import.meta.glob<Readonly<Record<string, ResourceKey>>>([
  './{en,zh}/*.ts',
  '!./*/index.ts',
]);

/** Loads the texts of an area when something of it is shown first. */
const areas: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language, namespace, done) {
    textsOf(language, namespace).then(
      (texts) => done(null, texts),
      (error: unknown) => done(error as Error, false),
    );
  },
};

async function textsOf(language: string, namespace: string): Promise<ResourceKey> {
  const load = MODULES[`./${language}/${namespace}.ts`];
  const texts = (await load?.())?.[namespace];
  if (texts === undefined) throw new Error(`There are no texts ${language}/${namespace}.`);
  return texts;
}

export function currentLanguage(): Language {
  return document.documentElement.lang === 'zh' ? 'zh' : 'en';
}

/** Gets ready to show texts, in the language that the server chose for this page. */
export async function loadTexts(): Promise<void> {
  await i18next
    .use(areas)
    .use(initReactI18next)
    .init({
      lng: currentLanguage(),
      ns: ['common', 'titles'],
      defaultNS: 'common',
      fallbackLng: false,
      showSupportNotice: false,
      // React escapes.
      interpolation: { escapeValue: false },
    });
}

/** Shows everything in another language, and has the server remember it. */
export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  await fetch(`/console?ui_locales=${language}`).catch(() => undefined);
}
