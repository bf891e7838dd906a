import { describe, expect, it } from 'vitest';
import { HeaderLines, LayoutFact } from './header-lines.js';

const RAW = [
  'Host',
  'api.example.com',
  'X-Forwarded-For',
  '192.0.2.1',
  'x-forwarded-for',
  '10.0.0.1',
];

describe('HeaderLines', () => {
  it('finds headers whatever the case of their names, doubled ones in order', () => {
    const headers = HeaderLines.of(RAW);
    expect(headers.has('host')).toBe(true);
    expect(headers.first('x-forwarded-for')).toBe('192.0.2.1');
    expect(headers.all('x-forwarded-for')).toEqual(['192.0.2.1', '10.0.0.1']);
    expect(headers.count('x-forwarded-for')).toBe(2);
    expect(headers.layout.names).toEqual(['host', 'x-forwarded-for', 'x-forwarded-for']);
  });

  it('has nothing of what was not sent, whatever objects have', () => {
    const headers = HeaderLines.of(RAW);
    for (const name of ['origin', 'constructor', '__proto__', '']) {
      expect(headers.has(name)).toBe(false);
      expect(headers.first(name)).toBeUndefined();
      expect(headers.all(name)).toEqual([]);
    }
  });

  it('shares what follows from names among requests that have the same, and only the names', () => {
    const first = HeaderLines.of(['Same-Name', 'a']);
    const second = HeaderLines.of(['Same-Name', 'b']);
    expect(second.layout).toBe(first.layout);
    expect(first.first('same-name')).toBe('a');
    expect(second.first('same-name')).toBe('b');
  });

  it('takes no names for others that are as long', () => {
    const lengths = [3, 5, 8];
    const named = (letter: string) => lengths.flatMap((length) => [letter.repeat(length), letter]);
    for (let round = 0; round < 3; round += 1) {
      for (const letter of ['a', 'b', 'c']) {
        const headers = HeaderLines.of(named(letter));
        expect(headers.layout.names).toEqual(lengths.map((length) => letter.repeat(length)));
        expect(headers.first(letter.repeat(5))).toBe(letter);
      }
    }
    const swapped = HeaderLines.of(['bbb', '1', 'aaaaa', '2', 'bbbbbbbb', '3']);
    expect(swapped.first('bbbbb')).toBeUndefined();
    expect(swapped.first('aaaaa')).toBe('2');
  });

  it('reads more lines than are worth remembering', () => {
    const raw = Array.from({ length: 200 }, (_, line) => [`n${line}`, `v${line}`]).flat();
    expect(HeaderLines.of(raw).first('n199')).toBe('v199');
    expect(HeaderLines.of(raw).layout).not.toBe(HeaderLines.of(raw).layout);
  });
});

describe('LayoutFact', () => {
  it('is worked out once per layout, and is not another fact', () => {
    let count = 0;
    const lengths = new LayoutFact(({ names }) => {
      count += 1;
      return names.length;
    });
    const firsts = new LayoutFact(({ names }) => names[0] ?? null);
    const { layout } = HeaderLines.of(['Only-Here', '1', 'Second', '2']);
    expect([lengths.of(layout), firsts.of(layout)]).toEqual([2, 'only-here']);
    expect([lengths.of(layout), firsts.of(layout)]).toEqual([2, 'only-here']);
    expect(count).toBe(1);
  });
});
