import { z } from 'zod';
import { ERROR_CODES } from '../../../kernel/errors/index.js';
import { idSchema, listQuerySchema } from '../../../platform/http/index.js';
import { decisionSchema } from '../../diagnosis/decision.schema.js';
import { pageSchema } from '../../management/list-pages.js';

const shortText = z.string().min(1, 'must not be empty').max(64, 'must have at most 64 characters');

/** The query of `GET /admin/decisions`. */
export const decisionsQuerySchema = listQuerySchema.extend({
  outcome: z.enum(['allowed', 'refused', 'failed']).optional(),
  code: z.enum(ERROR_CODES).optional(),
  api_id: shortText.optional().meta({ description: 'Of a protected API; `ostiary`: our own.' }),
  app_id: idSchema('app').optional(),
  credential_id: shortText.optional(),
});
export type DecisionsQuery = z.output<typeof decisionsQuerySchema>;

export const decisionPageSchema = pageSchema(decisionSchema);
