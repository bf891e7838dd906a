import { describe, expect, it } from 'vitest';
import { toCsv, toNdjson } from './table-text';

describe('rows as text', () => {
  it('are CSV with a head, quoted where they must be, and CRLF', () => {
    expect(
      toCsv([
        { name: 'a,b', count: 1, at: null },
        { name: 'say "hi"\n', count: -2 },
      ]),
    ).toBe('name,count,at\r\n"a,b",1,\r\n"say ""hi""\n",-2,\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'make text of the formula %j',
    (text) => {
      expect(toCsv([{ text }])).toBe(`text\r\n"'${text}"\r\n`);
    },
  );

  it('keep what lists and objects hold', () => {
    expect(toCsv([{ scopes: ['a', 'b'] }])).toBe('scopes\r\n"[""a"",""b""]"\r\n');
  });

  it('are one JSON object a line', () => {
    expect(toNdjson([{ a: 1 }, { a: '=1' }])).toBe('{"a":1}\n{"a":"=1"}\n');
  });
});
