/** What the upstream is told about the caller (contract §7), by the names that Ostiary answers with. */
export const IDENTITY_HEADERS = [
  'X-Auth-Kind',
  'X-Auth-Subject',
  'X-Auth-App',
  'X-Auth-Credential',
  'X-Auth-Scopes',
  'X-Auth-Roles',
  'X-Auth-Groups',
  'X-Auth-Token',
  'X-Request-Id',
] as const;

/** Those of a call's limits, for its answer. */
export const LIMIT_HEADERS = ['RateLimit', 'RateLimit-Policy'] as const;

/** Other names under which upstreams believe who calls; a caller's own copy never passes. */
export const OTHER_IDENTITY_HEADERS = [
  'Remote-User',
  'X-Remote-User',
  'X-User',
  'X-WebAuth-User',
  'X-Auth-User',
  'X-Auth-Username',
  'X-Auth-Name',
  'X-Auth-Email',
] as const;

/**
 * What a caller may have written about the way its call took; `X-Forwarded-…` is replaced or goes too. And
 * the header without which no upstream goes over to HTTP/2 (RFC 7540 §3.2.1): what came through such a
 * connection nobody would have decided on.
 */
export const FORWARDING_HEADERS = [
  'Forwarded',
  'X-Forwarded-User',
  'X-Forwarded-Email',
  'X-Forwarded-Groups',
  'X-Forwarded-Preferred-Username',
  'X-Forwarded-Access-Token',
  'X-Forwarded-Prefix',
  'X-Forwarded-Port',
  'X-Forwarded-Server',
  'X-Forwarded-Method',
  'X-Forwarded-Uri',
  'X-Original-Method',
  'X-Original-Uri',
  'X-Original-Url',
  'X-Original-Host',
  'X-Original-For',
  'X-Rewrite-Url',
  'X-Real-Ip',
  'X-Client-Ip',
  'X-Cluster-Client-Ip',
  'True-Client-Ip',
  'Cf-Connecting-Ip',
  'X-Http-Method',
  'X-Http-Method-Override',
  'X-Method-Override',
  'HTTP2-Settings',
] as const;

/** All of the above as one pattern over lower-case names in which `_` counts as `-`. */
export const FOREIGN_HEADER_PATTERN =
  '^(x[-_]auth[-_].*|x[-_]forwarded[-_].*|x[-_]original[-_].*|forwarded|remote[-_]user|x[-_]remote[-_]user|x[-_]user|x[-_]webauth[-_]user|x[-_]rewrite[-_]url|x[-_]real[-_]ip|x[-_]request[-_]id|x[-_]client[-_]ip|x[-_]cluster[-_]client[-_]ip|true[-_]client[-_]ip|cf[-_]connecting[-_]ip|x[-_]http[-_]method([-_]override)?|x[-_]method[-_]override|http2[-_]settings)$';
