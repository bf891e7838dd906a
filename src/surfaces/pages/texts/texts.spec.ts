import { describe, expect, it } from 'vitest';
import { textsIn } from './texts.js';

describe('the texts of the pages', () => {
  const english = leavesOf(textsIn('en'));
  const chinese = leavesOf(textsIn('zh'));

  it('have the same keys in every language', () => {
    expect([...chinese.keys()]).toEqual([...english.keys()]);
    expect(english.size).toBeGreaterThan(80);
  });

  it.each([...english.keys()])('say %s in both languages, with the same places to fill', (key) => {
    const [en = '', zh = ''] = [english.get(key), chinese.get(key)];
    expect(en.trim()).not.toBe('');
    expect(zh.trim()).not.toBe('');
    expect(placesOf(zh)).toEqual(placesOf(en));
  });

  it.each([...chinese.entries()])('are really Chinese: %s', (key, text) => {
    if (key === 'home.title') return;
    expect(text).toMatch(/\p{Script=Han}/u);
    expect(text).not.toMatch(/[,;?!]/);
  });
});

function leavesOf(texts: object, path = ''): Map<string, string> {
  const leaves = new Map<string, string>();
  for (const [key, value] of Object.entries(texts) as [string, unknown][]) {
    if (typeof value === 'string') leaves.set(path + key, value);
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, text] of leavesOf(value, `${path}${key}.`)) leaves.set(name, text);
  }
  return leaves;
}

function placesOf(text: string): string[] {
  return [...text.matchAll(/\{[^}]*\}/g)].map(([place]) => place).sort();
}
