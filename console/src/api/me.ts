import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api, unwrap } from './client';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => unwrap(api.GET('/account/profile')),
  staleTime: 60_000,
});

/** Whoever is signed in. The role decides what is shown; what is allowed the server decides. */
export function useMe() {
  const { data } = useSuspenseQuery(meQuery);
  return { ...data, isAdmin: data.roles.includes('admin') };
}
