import { AppError } from '../../kernel/errors/index.js';

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const HOST = new RegExp(`^(${LABEL}(?:\\.${LABEL})*)(?::([1-9][0-9]{0,4}))?$`);
const LONGEST_NAME = 253;
/** A name that ends in a number is read as an IPv4 address by URL parsers (WHATWG URL §3.5). */
const ENDS_IN_NUMBER = /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)$/;
/** What clients leave out of `Host` (RFC 9110 §4.2.1, §4.2.2). */
const UNSENT_PORTS = new Set(['80', '443']);

/**
 * Checks the host of an API: in the one form in which clients send it, since calls are compared with it
 * byte for byte.
 *
 * @param publicUrl whose own name is no API's, at any port: cookies of the sign-in pages do not tell
 *   ports apart
 * @throws AppError `invalid_request` with a pointer to `#/host`
 */
export function checkHost(host: string, publicUrl: string): void {
  const [, name = '', port] = HOST.exec(host) ?? [];
  if (name === '' || name.length > LONGEST_NAME || Number(port ?? 0) > 65_535) {
    throw invalid(
      'must be a name in lower case, such as api.example.com or api.example.com:8443, without scheme, path and final dot',
    );
  }
  if (ENDS_IN_NUMBER.test(name)) {
    throw invalid('must be a name: calls to an address are for Ostiary itself');
  }
  if (port !== undefined && UNSENT_PORTS.has(port)) {
    throw invalid(`must leave out :${port}, as clients do`);
  }
  if (name === hostnameOf(new URL(publicUrl).host)) {
    throw invalid('is the name of Ostiary itself, as the public URL has it');
  }
}

/** The name in a `Host`, as a generous server reads it: in lower case, without port and final dot. */
export function hostnameOf(host: string): string {
  return host
    .toLowerCase()
    .replace(/:[^:\]]*$/, '')
    .replace(/\.$/, '');
}

function invalid(detail: string): AppError {
  return new AppError('invalid_request', {
    detail: `The host ${detail}.`,
    errors: [{ pointer: '#/host', detail }],
  });
}
