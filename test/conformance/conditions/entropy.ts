/** Length in bits, and the entropy by Shannon as the suite computes it: bits per character times characters. */
export function lengthAndEntropy(text: string): {
  readonly bits: number;
  readonly entropy: number;
} {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= count * Math.log2(count / text.length);
  return { bits: Buffer.byteLength(text) * 8, entropy };
}
