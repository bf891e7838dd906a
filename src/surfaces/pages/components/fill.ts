import type { ComponentChild } from 'preact';

const PLACE = /\{([a-z]+)\}/;
const EVERY_PLACE = /\{([a-z]+)\}/g;

/** Puts texts into the `{places}` of a text. */
export function fillText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(EVERY_PLACE, (place, name: string) => values[name] ?? place);
}

/**
 * Puts values into the `{places}` of a text, each language in its own word order. Values are children
 * of an element, so whatever they contain is escaped.
 */
export function fill(
  text: string,
  values: Readonly<Record<string, ComponentChild>>,
): ComponentChild[] {
  // A split by a pattern with one group alternates between texts and names.
  return text
    .split(PLACE)
    .map((part, index) => (index % 2 === 0 ? part : (values[part] ?? `{${part}}`)));
}
