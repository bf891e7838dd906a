import { z } from 'zod';
import {
  DEFAULT_UPSTREAM_OPTIONS as DEFAULTS,
  type UpstreamOptions,
} from '../../../modules/protected-apis/index.js';

/** What is left out has its default, also in a change: the options are one value. */
export const upstreamOptionsSchema = z.strictObject({
  connect_timeout_seconds: wholeNumber(60, DEFAULTS.connectTimeoutSeconds),
  first_byte_timeout_seconds: wholeNumber(3_600, DEFAULTS.firstByteTimeoutSeconds),
  idle_timeout_seconds: wholeNumber(3_600, DEFAULTS.idleTimeoutSeconds),
  max_concurrent_requests: wholeNumber(10_000, DEFAULTS.maxConcurrentRequests),
});

export const upstreamOptionsViewSchema = z.object({
  connect_timeout_seconds: z.int(),
  first_byte_timeout_seconds: z.int(),
  idle_timeout_seconds: z.int(),
  max_concurrent_requests: z.int(),
});

export function toOptions(body: z.output<typeof upstreamOptionsSchema>): UpstreamOptions {
  return {
    connectTimeoutSeconds: body.connect_timeout_seconds,
    firstByteTimeoutSeconds: body.first_byte_timeout_seconds,
    idleTimeoutSeconds: body.idle_timeout_seconds,
    maxConcurrentRequests: body.max_concurrent_requests,
  };
}

export function toOptionsView(
  options: UpstreamOptions,
): z.output<typeof upstreamOptionsViewSchema> {
  return {
    connect_timeout_seconds: options.connectTimeoutSeconds,
    first_byte_timeout_seconds: options.firstByteTimeoutSeconds,
    idle_timeout_seconds: options.idleTimeoutSeconds,
    max_concurrent_requests: options.maxConcurrentRequests,
  };
}

function wholeNumber(largest: number, otherwise: number) {
  return z
    .int()
    .min(1, 'must be at least 1')
    .max(largest, `must be at most ${largest}`)
    .default(otherwise);
}
