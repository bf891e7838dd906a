import { SECRET_SETTINGS, SETTINGS } from './settings.js';

const KNOWN_NAMES: readonly string[] = [
  ...SETTINGS.map((setting) => setting.name),
  ...SECRET_SETTINGS.map((name) => `${name}_FILE`),
];

/** A suggestion further away than this many edits would be a guess. */
const MAX_EDITS = 4;

/**
 * One problem per `OSTIARY_*` variable that is no setting: a misspelt name would otherwise leave a
 * protection silently off.
 */
export function unknownNames(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(env)
    .filter((name) => /^OSTIARY_/i.test(name) && !KNOWN_NAMES.includes(name))
    .sort()
    .map((name) => {
      const suggestion = nearestName(name.toUpperCase());
      return suggestion === null
        ? `${name} is not a setting`
        : `${name} is not a setting, did you mean ${suggestion}?`;
    });
}

function nearestName(name: string): string | null {
  let nearest: string | null = null;
  let fewest = MAX_EDITS + 1;
  for (const known of KNOWN_NAMES) {
    const edits = editDistance(name, known);
    if (edits < fewest) [nearest, fewest] = [known, edits];
  }
  return nearest;
}

/** Levenshtein distance, one row at a time. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const substituted =
        (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      const removed = (previous[column] ?? 0) + 1;
      const inserted = (current[column - 1] ?? 0) + 1;
      current.push(Math.min(substituted, removed, inserted));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
