import type { Language } from '../language.js';
import { en } from './en.js';
import { zh } from './zh.js';

/** Every text of every page. The English dictionary is the measure: another cannot lack a key. */
export type Texts = typeof en;

const TEXTS: Readonly<Record<Language, Texts>> = { en, zh };

export function textsIn(language: Language): Texts {
  return TEXTS[language];
}
