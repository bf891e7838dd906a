import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import { cursorList } from '../../api/cursor-list';
import type { components, paths } from '../../api/schema';
import { settings } from '../../settings';
import type { LogsSearch } from './routes';

export type Decision = components['schemas']['Decision'];
type Query = NonNullable<paths['/admin/decisions']['get']['parameters']['query']>;

/** Without what this page and the others of the console call themselves, unless that is asked for. */
export function decisionList(isAdmin: boolean, { console: withConsole, ...search }: LogsSearch) {
  const query: Query = {
    ...(search as Query),
    ...(withConsole === true ? {} : { except_credential_id: settings.clientId }),
  };
  return cursorList(['decisions', isAdmin, query], (cursor) =>
    unwrap(
      api.GET(isAdmin ? '/admin/decisions' : '/account/decisions', {
        params: { query: { ...query, ...(cursor === undefined ? {} : { cursor }) } },
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
