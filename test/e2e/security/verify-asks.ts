import type { Ask } from '../../harness/world.js';
import { TRUSTED_PROXY } from './shared-world.js';

/** A request that a proxy asks about. */
export interface Original {
  /** Default: GET. */
  readonly method?: string;
  /** Path and query as the client sent them. */
  readonly uri: string;
  /** The client's header lines, which proxies put into their question. */
  readonly headers?: readonly string[];
  /** Default: `api.example.test`. */
  readonly host?: string;
}

const CLIENT = 'X-Forwarded-For: 203.0.113.7';

/**
 * As Caddy 2.6 asks, and as Traefik documents it for `forwardAuth` (doc.traefik.io, "ForwardAuth"): GET, with the
 * client's headers and these five.
 */
export function byForwardedHeaders(
  { method = 'GET', uri, headers = [], host = 'api.example.test' }: Original,
  target = '/verify',
): Ask {
  return {
    target,
    from: TRUSTED_PROXY,
    headers: [
      ...headers,
      `X-Forwarded-Method: ${method}`,
      `X-Forwarded-Uri: ${uri}`,
      `X-Forwarded-Host: ${host}`,
      'X-Forwarded-Proto: https',
      CLIENT,
    ],
  };
}

/** As nginx asks with `auth_request`, configured as docs/forward-auth.md shows. */
export function byNginx(
  { method = 'GET', uri, headers = [], host = 'api.example.test' }: Original,
  target = '/verify?mode=nginx',
): Ask {
  return {
    target,
    from: TRUSTED_PROXY,
    headers: [
      ...headers,
      `X-Original-Method: ${method}`,
      `X-Original-URI: ${uri}`,
      `X-Forwarded-Host: ${host}`,
      'X-Forwarded-Proto: https',
      CLIENT,
    ],
  };
}

/**
 * As Envoy documents it for `ext_authz` with `http_service` and `path_prefix: /verify` (envoyproxy.io, "External
 * Authorization"): method, path and `Host` are those of the request.
 */
export function byEnvoy({ method = 'GET', uri, headers = [] }: Original): Ask {
  return { method, target: `/verify${uri}`, from: TRUSTED_PROXY, headers: [...headers, CLIENT] };
}
