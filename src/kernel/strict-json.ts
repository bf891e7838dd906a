const WHITE_SPACE = new Set([' ', '\t', '\n', '\r']);
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses the bytes of a JSON object and refuses what two readers could read differently (RFC 8259 §4,
 * §8.1; RFC 8725 §2.4): invalid UTF-8, a byte order mark, a name that an object has twice.
 *
 * @param deepest how many objects and arrays may be nested, the outermost counted
 * @param problem makes the error to throw from a phrase such as `is not valid JSON`
 */
export function parseStrictJsonObject(
  bytes: Uint8Array,
  deepest: number,
  problem: (phrase: string) => Error,
): Record<string, unknown> {
  const text = decodeUtf8(bytes);
  if (text === null) throw problem('is not valid UTF-8');
  const flaw = findFlaw(text, deepest);
  if (flaw !== null) throw problem(flaw);
  const value = parse(text);
  if (value === undefined) throw problem('is not valid JSON');
  if (!isObject(value)) throw problem('is not a JSON object');
  return value;
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes);
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Walks the text once. It relies on `JSON.parse` for the grammar: on text that is not JSON its answer
 * may be null, on JSON it is exact.
 */
function findFlaw(text: string, deepest: number): string | null {
  // One entry per open object or array: the names seen so far, or null for an array.
  const open: (Set<string> | null)[] = [];
  let position = 0;
  while (position < text.length) {
    const character = text[position];
    if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : null);
      if (open.length > deepest) return `is nested more than ${deepest} levels deep`;
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === '"') {
      const end = endOfString(text, position);
      const names = open.at(-1);
      if (names && isFollowedByColon(text, end)) {
        const name = nameIn(text.slice(position, end));
        if (typeof name === 'string' && names.has(name)) return 'has a member name twice';
        if (typeof name === 'string') names.add(name);
      }
      position = end;
      continue;
    }
    position += 1;
  }
  return null;
}

/** What a quoted name reads; only one with an escape takes reading. */
function nameIn(quoted: string): unknown {
  return quoted.includes('\\') ? parse(quoted) : quoted.slice(1, -1);
}

/** The position behind the closing quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  let position = start + 1;
  while (position < text.length && text[position] !== '"') {
    position += text[position] === '\\' ? 2 : 1;
  }
  return position + 1;
}

function isFollowedByColon(text: string, start: number): boolean {
  let position = start;
  while (WHITE_SPACE.has(text[position] ?? '')) position += 1;
  return text[position] === ':';
}
