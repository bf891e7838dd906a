import { z } from 'zod';
import type { RecordedEvent } from '../../../platform/audit/index.js';
import { listQuerySchema, rfc3339Schema, toRfc3339 } from '../../../platform/http/index.js';
import { pageSchema } from '../../management/list-pages.js';
import { timeSchema } from '../../management/shared.schema.js';

const idFilter = z
  .string()
  .regex(/^[!-~]{1,64}$/, 'must be an id')
  .optional();

/** `GET /admin/audit-events` */
export const auditQuerySchema = listQuerySchema.extend({
  action: z
    .string()
    .regex(/^[a-z_]+\.[a-z_]+$/, 'must be an action such as api_key.revoke')
    .max(60, 'must have at most 60 characters')
    .optional()
    .meta({ example: 'api_key.revoke' }),
  actor: idFilter.meta({ description: 'Who did it: the id of a user, an app or a client.' }),
  target_id: idFilter.meta({ description: 'To what it was done.' }),
  from: rfc3339Schema.optional(),
  to: rfc3339Schema.optional().meta({ description: 'Itself it does not count.' }),
});
export type AuditRequest = z.output<typeof auditQuerySchema>;

export const auditEventSchema = z.object({
  id: z.string(),
  at: timeSchema,
  actor_kind: z.string().meta({ description: 'A kind of credential, `anonymous`, or `system`.' }),
  actor_id: z.string().nullable(),
  action: z.string(),
  target_type: z.string(),
  target_id: z.string().nullable(),
  request_id: z.string().nullable(),
  client_address: z.string().nullable(),
  detail: z
    .record(z.string(), z.unknown())
    .meta({ description: 'Names, ids, and what was asked for; never a secret.' }),
});
export type AuditEventView = z.output<typeof auditEventSchema>;

export const auditPageSchema = pageSchema(auditEventSchema);

export function toAuditView(event: RecordedEvent): AuditEventView {
  return {
    id: event.id,
    at: toRfc3339(event.at),
    actor_kind: event.actorKind,
    actor_id: event.actorId,
    action: event.action,
    target_type: event.targetType,
    target_id: event.targetId,
    request_id: event.requestId,
    client_address: event.clientAddress,
    detail: { ...event.detail },
  };
}
