import { describe, expect, it } from 'vitest';
import { STYLESHEET } from './stylesheet.js';
import { DARK, LIGHT, type Palette } from './tokens.styles.js';

/** Text on its background: 4.5:1 (WCAG 2.2, 1.4.3). */
const TEXT_PAIRS: readonly [keyof Palette, keyof Palette][] = [
  ['ink', 'ground'],
  ['ink', 'surface'],
  ['ink', 'code'],
  ['ink', 'line'],
  ['muted', 'ground'],
  ['muted', 'surface'],
  ['accent', 'ground'],
  ['accent', 'surface'],
  ['accentStrong', 'ground'],
  ['accentStrong', 'surface'],
  ['onAccent', 'accent'],
  ['onAccent', 'accentStrong'],
  ['danger', 'dangerSoft'],
  ['caution', 'cautionSoft'],
];
/** Parts of the interface that must be seen: 3:1 (WCAG 2.2, 1.4.11). */
const PART_PAIRS: readonly [keyof Palette, keyof Palette][] = [
  ['edge', 'surface'],
  ['danger', 'surface'],
  ['caution', 'surface'],
  ['accent', 'surface'],
  ['accent', 'ground'],
];

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('the %s palette', (_scheme, palette) => {
  it.each(TEXT_PAIRS)('can be read: %s on %s', (front, back) => {
    expect(contrast(palette[front], palette[back])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(PART_PAIRS)('can be seen: %s on %s', (front, back) => {
    expect(contrast(palette[front], palette[back])).toBeGreaterThanOrEqual(3);
  });
});

describe('the style sheet', () => {
  it('loads nothing', () => {
    expect(STYLESHEET).not.toMatch(/@import|url\(|https?:/i);
  });

  it('uses no colour or font that is not defined', () => {
    const defined = new Set([...STYLESHEET.matchAll(/(--[a-z-]+):/g)].map(([, name]) => name));
    const used = [...STYLESHEET.matchAll(/var\((--[a-z-]+)\)/g)].map(([, name]) => name);
    expect(used.length).toBeGreaterThan(40);
    expect(used.filter((name) => !defined.has(name))).toEqual([]);
  });

  it('is balanced', () => {
    expect(STYLESHEET.split('{').length).toBe(STYLESHEET.split('}').length);
  });
});

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(left: string, right: string): number {
  const [low, high] = [luminance(left), luminance(right)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
