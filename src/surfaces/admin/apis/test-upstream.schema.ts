import { z } from 'zod';
import { PROBE_FAILURES, type ProbeResult } from '../../../platform/outbound/index.js';

/** `POST /admin/apis/test-upstream` */
export const testUpstreamSchema = z.strictObject({
  upstream_url: z
    .string()
    .max(500, 'must have at most 500 characters')
    .meta({ example: 'http://127.0.0.1:8080' }),
});
export type TestUpstreamRequest = z.output<typeof testUpstreamSchema>;

export const upstreamTestSchema = z.object({
  reachable: z.boolean().meta({ description: 'Whether it answered, with whatever status.' }),
  status: z.int().nullable().meta({ description: 'Of its answer; a redirect is not followed.' }),
  duration_ms: z.int(),
  reason: z.enum(PROBE_FAILURES).nullable().meta({
    description:
      'Why it gave no answer. `forbidden_address`: its name leads to where no upstream may lie.',
  }),
  failure_code: z.string().nullable().meta({
    description: 'What the failure is called further down, such as `CERT_HAS_EXPIRED`.',
  }),
});
export type UpstreamTestView = z.output<typeof upstreamTestSchema>;

export function toUpstreamTestView(result: ProbeResult): UpstreamTestView {
  return {
    reachable: result.reachable,
    status: result.reachable ? result.status : null,
    duration_ms: result.durationMs,
    reason: result.reachable ? null : result.reason,
    failure_code: result.reachable ? null : result.code,
  };
}
