import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import { cursorList } from '../../api/cursor-list';
import type { components, paths } from '../../api/schema';
import type { LogsSearch } from './routes';

export type Decision = components['schemas']['Decision'];
type Query = NonNullable<paths['/admin/decisions']['get']['parameters']['query']>;

export function decisionList(search: LogsSearch) {
  return cursorList(['decisions', search], (cursor) =>
    unwrap(
      api.GET('/admin/decisions', {
        params: { query: { ...(search as Query), ...(cursor === undefined ? {} : { cursor }) } },
      }),
    ),
  );
}

/** How one call was decided, by its request id. */
export function decisionQuery(requestId: string) {
  return queryOptions({
    queryKey: ['decision', requestId],
    queryFn: () =>
      unwrap(api.GET('/decisions/{request_id}', { params: { path: { request_id: requestId } } })),
    retry: false,
  });
}
