import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';

const MOST = 200;

/** The audiences of the APIs that the person may know of, as resource indicators (RFC 8707). */
export function audiencesQuery(isAdmin: boolean) {
  const path = isAdmin ? '/admin/apis' : '/account/apis';
  return queryOptions({
    queryKey: ['audiences', isAdmin],
    queryFn: async () => {
      const { data } = await unwrap(api.GET(path, { params: { query: { limit: MOST } } }));
      const names = new Map<string, string>();
      // Several APIs may share an audience: the first one names it.
      for (const { audience, name } of data) {
        if (!names.has(audience)) names.set(audience, name);
      }
      return [...names].map(([audience, name]) => ({ audience, name }));
    },
  });
}
