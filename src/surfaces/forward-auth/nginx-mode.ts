import { queryOf } from '../../auth/index.js';
import type { HeaderLines } from '../../kernel/header-lines.js';

const NGINX = 'mode=nginx';

/**
 * Whether a proxy of nginx's kind asks: its `auth_request` takes no other answers than 200, 401 and 403.
 *
 * The operator writes that into the URL. Some proxies put the client's query there (Caddy 2.6), and Envoy
 * puts all of the client's target behind `/verify`; what is the client's own does not count.
 */
export function isNginxMode(target: string, headers: HeaderLines): boolean {
  if (target !== `/verify?${NGINX}`) return false;
  // Proxies that say which API they ask for are configured with a block of ours: none appends a query.
  if (headers.has('x-auth-api')) return true;
  return !headers.all('x-forwarded-uri').some((uri) => queryOf(uri) === NGINX);
}

/** What nginx is told in place of a status: 401 where the credential or the request is at fault. */
export function nginxStatus(status: number): 401 | 403 {
  return status === 401 || status === 400 || status === 413 || status === 415 ? 401 : 403;
}
