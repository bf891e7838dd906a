import { gatewayUrl } from '../../api/callable-apis';
import type { ProtectedApi } from './api-data';

/** A call of an API for a terminal, with the credential left to be put in. */
export function callLine(api: ProtectedApi): string {
  const header = api.accept.includes('api_key')
    ? 'X-API-Key: $KEY'
    : 'Authorization: Bearer $TOKEN';
  return `curl -i -H "${header}" '${gatewayUrl(api)}'`;
}
