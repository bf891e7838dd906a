import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { phraseOf } from './validation-phrases.js';

function phrasesFor(schema: z.ZodType, value: unknown): string[] {
  return (schema.safeParse(value).error?.issues ?? []).map((issue) => phraseOf(issue.message));
}

describe('phraseOf', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.string(), undefined, 'is required'],
    [z.strictObject({}), undefined, 'is required'],
    [z.string(), 7, 'must be a string'],
    [z.string(), null, 'must be a string'],
    [z.number(), 'x', 'must be a number'],
    [z.number(), -Infinity, 'must be a number'],
    [z.int(), 1.5, 'must be a whole number'],
    [z.boolean(), 'yes', 'must be true or false'],
    [z.array(z.string()), {}, 'must be an array'],
    [z.strictObject({}), [], 'must be an object'],
    [z.record(z.string(), z.string()), 1, 'must be an object'],
    [z.enum(['live', 'test']), 'prod', 'must be one of "live", "test"'],
    [z.literal('Bearer'), 'x', 'must be "Bearer"'],
    [z.string().min(3), 'x', 'must have at least 3 characters'],
    [z.string().max(3), 'xxxx', 'must have at most 3 characters'],
    [z.string().length(3), 'xxxx', 'must have exactly 3 characters'],
    [z.array(z.string()).max(2), ['a', 'b', 'c'], 'must have at most 2 items'],
    [z.number().min(3), 1, 'must be at least 3'],
    [z.number().lt(3), 3, 'must be less than 3'],
    [z.number().multipleOf(5), 3, 'must be a multiple of 5'],
    [z.string().startsWith('a'), 'b', 'must start with "a"'],
    [z.url(), 'x', 'must be a valid URL'],
    [z.union([z.string(), z.number()]), true, 'is not valid'],
    [z.string().min(1, 'must not be empty'), '', 'must not be empty'],
  ])('reads after a pointer (%#)', (schema, value, phrase) => {
    expect(phrasesFor(schema, value)).toEqual([phrase]);
  });
});
