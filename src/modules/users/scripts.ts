/**
 * The scripts that words are written in (UAX #31 table 5, "recommended"), each as a test for text that
 * needs no other. Japanese and Korean writing, and Chinese with bopomofo, mix scripts by nature
 * (UTS #39 §5.1, the augmented script sets).
 */
const SINGLE_SCRIPTS = [
  ['Latin'],
  ['Cyrillic'],
  ['Greek'],
  ['Arabic'],
  ['Armenian'],
  ['Bengali'],
  ['Devanagari'],
  ['Ethiopic'],
  ['Georgian'],
  ['Gujarati'],
  ['Gurmukhi'],
  ['Hebrew'],
  ['Kannada'],
  ['Khmer'],
  ['Lao'],
  ['Malayalam'],
  ['Myanmar'],
  ['Oriya'],
  ['Sinhala'],
  ['Tamil'],
  ['Telugu'],
  ['Thaana'],
  ['Thai'],
  ['Tibetan'],
  ['Han', 'Hiragana', 'Katakana'],
  ['Han', 'Hangul'],
  ['Han', 'Bopomofo'],
].map(textIn);

function textIn(scripts: readonly string[]): RegExp {
  const letters = scripts.map((script) => `\\p{Script_Extensions=${script}}`).join('');
  return new RegExp(`^[${letters}0-9._@+-]*$`, 'u');
}

/** Whether all letters belong to one way of writing; ASCII digits and `._@+-` go with any. */
export function isOfOneScript(text: string): boolean {
  return SINGLE_SCRIPTS.some((pattern) => pattern.test(text));
}
