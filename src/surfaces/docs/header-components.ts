import type { HeaderObject, HeadersObject } from '@nestjs/swagger';

/** Response headers that many operations share. */
export const HEADER_COMPONENTS = {
  'X-Request-Id': {
    description: 'Names this request in our logs: quote it when you ask about it.',
    schema: { type: 'string', pattern: '^req_[0-9a-z]+$' },
  },
  'WWW-Authenticate': {
    description:
      'The challenge (RFC 6750 §3). `resource_metadata` says where tokens for this API come from (RFC 9728).',
    schema: { type: 'string' },
    example:
      'Bearer realm="https://auth.example.org", error="invalid_token", error_description="The token has expired.", resource_metadata="https://auth.example.org/.well-known/oauth-protected-resource"',
  },
  'Retry-After': {
    description: 'Seconds to wait before trying again.',
    schema: { type: 'integer', minimum: 0 },
    example: 17,
  },
  RateLimit: {
    description:
      'What is left: `r` calls, until `t` seconds from now (draft-ietf-httpapi-ratelimit-headers).',
    schema: { type: 'string' },
    example: '"default";r=42;t=17',
  },
  'RateLimit-Policy': {
    description: 'The limit: `q` calls in `w` seconds.',
    schema: { type: 'string' },
    example: '"default";q=100;w=60',
  },
} as const satisfies Record<string, HeaderObject>;

export type HeaderName = keyof typeof HEADER_COMPONENTS;

/** References to the named headers. */
export function headerRefs(...names: readonly HeaderName[]): HeadersObject {
  return Object.fromEntries(
    names.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );
}
