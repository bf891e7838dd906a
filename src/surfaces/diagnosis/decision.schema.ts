import { z } from 'zod';
import { CHECKS } from '../../kernel/check.js';

const text = z.string().nullable();

export const checkReportSchema = z.object({
  check: z.enum(CHECKS),
  result: z.enum(['passed', 'failed', 'not_needed', 'not_reached']),
  text: z.string().meta({ description: 'What was needed, and what was held.' }),
});

/** How one call was decided. */
export const decisionSchema = z.object({
  request_id: z.string().meta({ example: 'req_01kaxn5m2v4t8r6q0w3y9z1b5d' }),
  decided_at: z.iso.datetime(),
  method: z.string(),
  path: z.string().meta({ description: 'Without the query, which may hold a key.' }),
  api: z.object({ id: z.string(), name: z.string() }),
  outcome: z
    .enum(['allowed', 'refused', 'failed'])
    .meta({ description: '`failed`: something that the decision needs was not there (503).' }),
  failed_check: z.enum(CHECKS).nullable(),
  code: text.meta({ description: 'The error code of a refusal; null for an allowed call.' }),
  title: text,
  detail: text,
  hint: text,
  doc_url: text,
  kind: text.meta({ description: 'The kind of the credential, once it was proved.' }),
  app_id: text,
  credential_id: text,
  client_ip: text,
  user_agent: text,
  limits: z.array(
    z.object({
      name: z.string(),
      limit: z.int(),
      remaining: z.int(),
      window_seconds: z.int(),
      reset_seconds: z.int(),
    }),
  ),
  duration_ms: z.number().meta({ description: 'How long the decision took.' }),
  checks: z
    .array(checkReportSchema)
    .meta({ description: 'Every check, in the order in which they are made.' }),
});
