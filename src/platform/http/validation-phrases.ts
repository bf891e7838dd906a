/** What JSON calls the types that a schema can expect. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  record: 'an object',
};

const BOUNDS: Readonly<Record<string, string>> = {
  '>=': 'at least ',
  '<=': 'at most ',
  '>': 'more than ',
  '<': 'less than ',
  'exactly ': 'exactly ',
};

type Rule = readonly [pattern: RegExp, phrase: (...groups: string[]) => string];

/** The sentences that zod makes by itself (its English locale). */
const RULES: readonly Rule[] = [
  [/^Invalid input: expected .+, received undefined$/s, () => 'is required'],
  [
    /^Invalid input: expected (.+), received \S+$/s,
    (type) => `must be ${TYPES[type] ?? `of type ${type}`}`,
  ],
  [/^Invalid input: expected (.+)$/s, (value) => `must be ${value}`],
  [
    /^Invalid option: expected one of (.+)$/s,
    (values) => `must be one of ${values.replaceAll('"|"', '", "')}`,
  ],
  [
    /^Too (?:big|small): expected \w+ to (be|have) ([<>]=?|exactly )(\S+)( \w+)?$/,
    (verb, bound, limit, unit = '') => `must ${verb} ${BOUNDS[bound] ?? ''}${limit}${unit}`,
  ],
  [/^Invalid (?:string|number): (must .+)$/s, (phrase) => phrase],
  [/^Invalid input(?:: .*)?$/s, () => 'is not valid'],
  [/^Invalid (?:key|value) in \w+$/, () => 'has a member that is not valid'],
  [/^Invalid (.+)$/s, (format) => `must be a valid ${format}`],
];

/**
 * A flaw as a phrase that can be read after the place where it is: `#/name must not be empty`. Our own
 * messages are such phrases already; those that a schema library makes are rewritten.
 */
export function phraseOf(message: string): string {
  for (const [pattern, phrase] of RULES) {
    const match = pattern.exec(message);
    if (match !== null) return phrase(...match.slice(1));
  }
  return message.replace(/\.$/, '');
}
