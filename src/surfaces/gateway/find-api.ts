import { type Call, pathOf } from '../../auth/index.js';
import { readRequestPath } from '../../kernel/request-path.js';
import type { ApiCatalogue, ApiMatch } from '../../modules/protected-apis/index.js';

/**
 * The API that a call is for, and what the call must satisfy there; null when it is for none.
 *
 * @throws AppError `invalid_request` for a path that can be read in two ways
 */
export async function findApi(catalogue: ApiCatalogue, call: Call): Promise<ApiMatch | null> {
  const path = readRequestPath(pathOf(call.target));
  return (await catalogue.snapshot()).match(call.method, call.host, path);
}
