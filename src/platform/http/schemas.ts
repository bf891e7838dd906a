import { z } from 'zod';
import { parseCidr } from '../../kernel/cidr.js';
import { AppError } from '../../kernel/errors/index.js';
import { type IdPrefix, isId } from '../../kernel/ids.js';
import { parseOrigin } from '../../kernel/origin.js';
import type { Quota } from '../../kernel/policy.js';
import { SCOPE_TOKEN } from '../../kernel/scopes.js';
import { parseRfc3339 } from './rfc3339.js';

const MAX_LIST_LENGTH = 200;
const MAX_SCOPES = 100;
/** A timer of the runtime ends at 2^31 ms, and with it the windows that are counted in memory. */
const MAX_WINDOW_SECONDS = 24 * 24 * 3600;

const CONTROL_CHARACTER = /\p{Cc}/u;

/**
 * One line of text: 1 to `longest` characters, none of them a control character. That last rule is no
 * pattern in the OpenAPI document, where readers of other languages could not compile it.
 *
 * @param text what comes before the rules, such as trimming
 */
export function lineSchema(longest: number, text: z.ZodString = z.string()) {
  return text
    .min(1, 'must not be empty')
    .max(longest, `must have at most ${longest} characters`)
    .refine((line) => !CONTROL_CHARACTER.test(line), {
      error: 'must not contain control characters',
    });
}

/** A name that people read: 1 to 200 characters without control characters, trimmed. */
export const nameSchema = lineSchema(200, z.string().trim()).meta({ example: 'Orders' });

/** Free text: at most 2000 characters; line breaks are allowed. */
export const descriptionSchema = z.string().trim().max(2_000, 'must have at most 2000 characters');

/** An id of ours, by its form only. */
export function idSchema(prefix: IdPrefix) {
  return z
    .string()
    .refine((id) => isId(prefix, id), { error: `must be an id such as ${prefix}_…` });
}

/** Scope tokens (RFC 6749 §3.3), each once; may be empty. */
export const scopeListSchema = z
  .array(
    z
      .string()
      .max(128, 'must have at most 128 characters')
      .regex(SCOPE_TOKEN, 'must be a scope token')
      .meta({ example: 'orders:read' }),
  )
  .max(MAX_SCOPES, `must have at most ${MAX_SCOPES} entries`)
  .refine(hasNoDuplicates, { error: 'must not name a scope twice' });

/** CIDRs in canonical form, at least one: an empty allowlist could be read as "nobody" or "anybody". */
export const cidrListSchema = canonicalList(parseCidr, '203.0.113.0/24');

/** Origins in canonical form, at least one. */
export const originListSchema = canonicalList(parseOrigin, 'https://app.example.com');

/** A time with a zone (RFC 3339); epoch milliseconds in the output. */
export const rfc3339Schema = z
  .string()
  .max(40, 'must be a time such as 2026-11-20T08:00:00Z')
  .meta({ example: '2031-01-01T00:00:00Z' })
  .transform((text, context) => {
    const ms = parseRfc3339(text);
    if (ms !== null) return ms;
    context.addIssue('must be a time such as 2026-11-20T08:00:00Z');
    return z.NEVER;
  })
  .meta({ format: 'date-time' });

/** A number of calls in a window, as the contract writes it; `toQuota` makes the kernel's form of it. */
export const quotaSchema = z.strictObject({
  limit: z
    .int()
    .min(1, 'must be at least 1')
    .max(1_000_000_000, 'must be at most 1000000000')
    .meta({ example: 100 }),
  window_seconds: z
    .int()
    .min(1, 'must be at least 1')
    .max(MAX_WINDOW_SECONDS, `must be at most ${MAX_WINDOW_SECONDS}`)
    .meta({ example: 60 }),
});

export function toQuota(value: z.output<typeof quotaSchema>): Quota {
  return { limit: value.limit, windowSeconds: value.window_seconds };
}

/** The query of every list; extend it for filters. */
export const listQuerySchema = z.strictObject({
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|1\d\d|200)$/, 'must be a whole number from 1 to 200')
    .transform(Number)
    .default(50),
  cursor: z
    .string()
    .min(1, 'must not be empty')
    .max(2_048, 'is not a cursor of this list')
    .optional(),
});

function canonicalList(canonicalize: (text: string) => string, example: string) {
  return z
    .array(z.string().max(300, 'must have at most 300 characters').meta({ example }))
    .min(1, 'must not be empty: leave it out, or send null, for no restriction')
    .max(MAX_LIST_LENGTH, `must have at most ${MAX_LIST_LENGTH} entries`)
    .transform((items, context) => {
      const canonical = items.map((item, index) => {
        try {
          return canonicalize(item);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          context.issues.push({
            code: 'custom',
            path: [index],
            message: error.errors[0]?.detail ?? 'is not valid',
            input: item,
          });
          return item;
        }
      });
      return [...new Set(canonical)];
    });
}

function hasNoDuplicates(items: readonly string[]): boolean {
  return new Set(items).size === items.length;
}
