import { canonicalAddress } from '../../kernel/cidr.js';

/** One `name=value` of an element; a value with other characters than a token's is quoted. */
const PAIR =
  /\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)|"((?:[^"\\]|\\.)*)")\s*/y;
/** An IPv4 address or an IPv6 address in brackets, with or without a port (RFC 7239 §6). */
const NODE = /^(?:\[([0-9A-Fa-f:.]+)\]|([0-9.]+))(?::[0-9]{1,5})?$/;

/**
 * The hops that a `Forwarded` header tells of, in order: the address of each element's `for`, canonical;
 * an empty string where there is none, or where it is `unknown` or an obfuscated name.
 *
 * @returns null when the header does not follow its grammar: then nothing of it can be believed
 * @see RFC 7239 §4
 */
export function forwardedHops(header: string): string[] | null {
  const hops: string[] = [];
  let node: string | null = null;
  let at = 0;
  for (;;) {
    PAIR.lastIndex = at;
    const pair = PAIR.exec(header);
    if (pair === null) return null;
    const [text, name = '', token, quoted = ''] = pair;
    if (name.toLowerCase() === 'for') {
      if (node !== null) return null;
      node = token ?? quoted.replace(/\\(.)/g, '$1');
    }
    at += text.length;
    const separator = header[at];
    if (separator === ';') {
      at += 1;
      continue;
    }
    hops.push(addressOf(node ?? ''));
    node = null;
    if (separator === undefined) return hops;
    if (separator !== ',') return null;
    at += 1;
  }
}

function addressOf(node: string): string {
  const match = NODE.exec(node);
  const address = match?.[1] ?? match?.[2] ?? '';
  return canonicalAddress(address);
}
