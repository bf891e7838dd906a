import { describe } from 'vitest';
import { en, type Texts } from '../../console/src/texts/en';
import { zh } from '../../console/src/texts/zh';

export type Width = 'phone' | 'desktop';
export type Language = 'en' | 'zh';

/** How somebody looks at the console. */
export interface Variant {
  readonly width: Width;
  readonly language: Language;
}

const VARIANTS: readonly Variant[] = [
  { width: 'desktop', language: 'en' },
  { width: 'desktop', language: 'zh' },
  { width: 'phone', language: 'en' },
  { width: 'phone', language: 'zh' },
];

/** The same tests at both widths in both languages. */
export function describeEach(body: (variant: Variant) => void): void {
  describe.each(VARIANTS)('on a $width, in $language', (variant) => body(variant));
}

/** The console's own texts, so that a test names what is shown as a person reads it. */
export function textsOf(language: Language): Texts {
  return language === 'zh' ? zh : en;
}
