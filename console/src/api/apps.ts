import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';
import type { components } from './schema';

export type App = components['schemas']['App'];

const MOST = 200;

/** The apps that the person may choose from: all for administrators, their own for everybody else. */
export function appsQuery(isAdmin: boolean) {
  return queryOptions({
    queryKey: ['apps', 'all', isAdmin],
    queryFn: async (): Promise<readonly App[]> => {
      const query = { limit: MOST };
      const path = isAdmin ? '/admin/apps' : '/account/apps';
      return (await unwrap(api.GET(path, { params: { query } }))).data;
    },
  });
}

/** A new app of one's own, or of the administration. */
export function createApp(isAdmin: boolean, name: string): Promise<App> {
  return unwrap(api.POST(isAdmin ? '/admin/apps' : '/account/apps', { body: { name } }));
}
