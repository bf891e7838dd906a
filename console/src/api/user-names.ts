import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';

const MOST = 200;

/** Ids and names of users, for administrators. */
export const userNamesQuery = queryOptions({
  queryKey: ['users', 'names'],
  queryFn: async () => {
    const { data } = await unwrap(api.GET('/admin/users', { params: { query: { limit: MOST } } }));
    return data.map(({ id, username }) => ({ id, name: username }));
  },
});
