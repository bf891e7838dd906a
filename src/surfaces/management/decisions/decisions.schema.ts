import { z } from 'zod';
import type { DecisionFilter } from '../../../auth/index.js';
import { ERROR_CODES } from '../../../kernel/errors/index.js';
import { idSchema, listQuerySchema } from '../../../platform/http/index.js';
import { decisionSchema } from '../../diagnosis/decision.schema.js';
import { pageSchema } from '../list-pages.js';

const shortText = z.string().min(1, 'must not be empty').max(64, 'must have at most 64 characters');

/** `GET /admin/decisions` and `GET /account/decisions` */
export const decisionsQuerySchema = listQuerySchema.extend({
  outcome: z.enum(['allowed', 'refused', 'failed']).optional(),
  code: z.enum(ERROR_CODES).optional(),
  api_id: shortText.optional().meta({ description: 'Of a protected API; `ostiary`: our own.' }),
  app_id: idSchema('app').optional(),
  credential_id: shortText.optional(),
  except_credential_id: shortText
    .optional()
    .meta({ description: 'All but those with this credential, such as your own dashboard’s.' }),
});
export type DecisionsQuery = z.output<typeof decisionsQuerySchema>;

export const decisionPageSchema = pageSchema(decisionSchema);

/** @param userId only what was decided for this person and their apps; undefined: for everybody */
export function toDecisionFilter(query: DecisionsQuery, userId?: string): DecisionFilter {
  return {
    outcome: query.outcome,
    code: query.code,
    apiId: query.api_id,
    appId: query.app_id,
    credentialId: query.credential_id,
    exceptCredentialId: query.except_credential_id,
    userId,
  };
}
