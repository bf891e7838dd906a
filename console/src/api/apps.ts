import { queryOptions } from '@tanstack/react-query';
import { settings } from '../settings';
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

/** Those that a new credential may belong to: the server's own app is no program of anybody's. */
export function choosableAppsQuery(isAdmin: boolean) {
  return queryOptions({
    ...appsQuery(isAdmin),
    select: (apps: readonly App[]) => apps.filter(({ id }) => id !== settings.ownAppId),
  });
}

/** A new app of one's own, or of the administration. */
export function createApp(isAdmin: boolean, name: string): Promise<App> {
  return unwrap(api.POST(isAdmin ? '/admin/apps' : '/account/apps', { body: { name } }));
}
