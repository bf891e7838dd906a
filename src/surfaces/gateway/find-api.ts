import { type Call, pathOf } from '../../auth/index.js';
import { andThen, type Awaitable } from '../../kernel/awaitable.js';
import { readRequestPath } from '../../kernel/request-path.js';
import type { ApiCatalogue, ApiMatch } from '../../modules/protected-apis/index.js';

/**
 * The API that a call is for, and what the call must satisfy there; null when it is for none.
 *
 * @throws AppError `invalid_request` for a path that can be read in two ways
 */
export function findApi(catalogue: ApiCatalogue, call: Call): Awaitable<ApiMatch | null> {
  const path = readRequestPath(pathOf(call.target));
  return andThen(catalogue.snapshot(), (apis) => apis.match(call.method, call.host, path));
}
