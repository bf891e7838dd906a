/** A text as a regular expression that matches it, without a backslash, which every dialect quotes its own way. */
function literal(text: string): string {
  return text.replaceAll('.', '[.]');
}

/** The prefixes as alternatives of a regular expression, the longest first; `/` alone is the empty one. */
export function prefixAlternatives(prefixes: readonly string[]): string {
  const sorted = [...prefixes].sort((a, b) => b.length - a.length);
  return `(?:${sorted.map((prefix) => (prefix === '/' ? '' : literal(prefix))).join('|')})`;
}

/** Whether the API takes every path of its host. */
export function takesEveryPath(prefixes: readonly string[]): boolean {
  return prefixes.includes('/');
}

/**
 * Every percent-encoded spelling of the parameter names: a server decodes names before it compares
 * them, so that `api%5Fkey` carries a key as well.
 */
export function parameterSpellings(names: readonly string[]): string {
  return `(?:${names.map((name) => [...name].map(spellings).join('')).join('|')})`;
}

function spellings(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  const encoded = [...code].map((digit) =>
    /[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit,
  );
  return `(?:${literal(character)}|%${encoded.join('')})`;
}
