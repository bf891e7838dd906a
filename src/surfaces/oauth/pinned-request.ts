import type { IncomingMessage } from 'node:http';
import { isForBrowser } from './engine/oauth-settings.js';

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Said by a client or a proxy; what the engine may believe is set anew. */
const FORWARDING = /^(?:forwarded|x-forwarded-.*|x-original-.*|x-real-ip)$/;

/**
 * Makes a request one to the public URL, whatever its `Host` and forwarding headers say, because the
 * engine builds links and issuers from them. One exception: while the public URL is a loopback name,
 * a browser that came by another loopback name keeps it, on the pages that depend on cookies.
 *
 * @param target path and query, where the engine is to find the request
 */
export function pinRequest(
  request: IncomingMessage,
  target: string,
  publicUrl: URL,
  clientAddress: string | null,
): void {
  const kept = Object.entries(request.headers).filter(([name]) => !FORWARDING.test(name));
  const alias = isForBrowser(target.replace(/\?.*$/s, ''))
    ? loopbackAlias(request.headers.host, publicUrl)
    : null;
  request.headers = {
    ...Object.fromEntries(kept),
    host: alias ?? publicUrl.host,
    'x-forwarded-proto': publicUrl.protocol.slice(0, -1),
    ...(clientAddress === null ? {} : { 'x-forwarded-for': clientAddress }),
  };
  request.url = target;
}

/** The host as the client wrote it, when it is another name for the same loopback server. */
export function loopbackAlias(host: string | undefined, publicUrl: URL): string | null {
  if (host === undefined || !LOOPBACK_HOSTS.has(publicUrl.hostname)) return null;
  const parsed = URL.parse(`${publicUrl.protocol}//${host}`);
  if (parsed?.host !== host || !LOOPBACK_HOSTS.has(parsed.hostname)) return null;
  return parsed.port === publicUrl.port ? host : null;
}
