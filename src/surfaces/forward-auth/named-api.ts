import { AppError } from '../../kernel/errors/index.js';
import type { HeaderLines } from '../../kernel/header-lines.js';

/** Set by a proxy: the id of the API whose upstream it is about to forward the call to. */
const HEADER = 'x-auth-api';

/**
 * A proxy chooses the upstream by rules of its own, for example by the path alone, while the decision is
 * made for the API that host and path name. Where the proxy says which API it forwards to, the two have
 * to be the same: a client that writes another `Host` must not be judged by the rules of another API.
 *
 * @throws AppError `proxy_request_invalid`
 */
export function requireNamedApi(headers: HeaderLines, apiId: string): void {
  if (!headers.has(HEADER)) return;
  if (headers.all(HEADER).every((named) => named === apiId)) return;
  throw new AppError('proxy_request_invalid', {
    detail: `The proxy asks about an API that it names in ${HEADER}, but host and path of the request are those of another one.`,
    hint: 'Give each API a block of its own in the proxy, the one with the longer path first, and tell it the host of its calls.',
  });
}
