/** Why an upstream gave no answer, in the order in which a connection comes about. */
export const PROBE_FAILURES = [
  'dns_failed',
  'forbidden_address',
  'connection_refused',
  'no_route',
  'tls_failed',
  'connection_closed',
  'not_http',
  'timed_out',
  'failed',
] as const;
export type ProbeFailure = (typeof PROBE_FAILURES)[number];

const BY_CODE: Readonly<Record<string, ProbeFailure>> = {
  ENOTFOUND: 'dns_failed',
  EAI_AGAIN: 'dns_failed',
  EAI_FAIL: 'dns_failed',
  ENODATA: 'dns_failed',
  upstream_address_refused: 'forbidden_address',
  ECONNREFUSED: 'connection_refused',
  EHOSTUNREACH: 'no_route',
  ENETUNREACH: 'no_route',
  EADDRNOTAVAIL: 'no_route',
  ECONNRESET: 'connection_closed',
  EPIPE: 'connection_closed',
  UND_ERR_SOCKET: 'connection_closed',
  UND_ERR_HEADERS_OVERFLOW: 'not_http',
  ETIMEDOUT: 'timed_out',
  UND_ERR_CONNECT_TIMEOUT: 'timed_out',
  UND_ERR_HEADERS_TIMEOUT: 'timed_out',
};

/** What OpenSSL finds wrong with a certificate, and what goes wrong before there is one. */
const TLS_CODE =
  /^(?:ERR_TLS|ERR_SSL|EPROTO$|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_)/;
const DEEPEST = 4;

export interface NamedFailure {
  readonly reason: ProbeFailure;
  /** The code that the runtime gave it, such as `CERT_HAS_EXPIRED`; null: it gave none. */
  readonly code: string | null;
}

/** Names what kept a request from being answered. */
export function probeFailure(error: unknown): NamedFailure {
  const codes: string[] = [];
  let current = error;
  for (let depth = 0; depth < DEEPEST && current instanceof Error; depth += 1) {
    if (current.name === 'TimeoutError') return { reason: 'timed_out', code: null };
    if (current.name === 'HTTPParserError') return { reason: 'not_http', code: null };
    const { code } = current as { code?: unknown };
    if (typeof code === 'string') codes.push(code);
    current = current.cause;
  }
  const code = codes.at(-1) ?? null;
  return { reason: code === null ? 'failed' : reasonOf(code), code };
}

function reasonOf(code: string): ProbeFailure {
  if (TLS_CODE.test(code)) return 'tls_failed';
  return Object.hasOwn(BY_CODE, code) ? (BY_CODE[code] ?? 'failed') : 'failed';
}
