import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import type { components } from '../../api/schema';
import type { LimitValues } from '../../components/limit-fields';
import type { AppPlace } from './app-data';

/** An API that lets the app in. */
export interface AppApi {
  readonly id: string;
  /** False: it is open to every app. */
  readonly isGranted: boolean;
  /** What the grant limits the app to, where the person may know. */
  readonly limits: LimitValues | null;
}

const MOST = 200;

export function appApisQuery(place: AppPlace) {
  return queryOptions({
    queryKey: ['apps', 'apis', place.appId, place.isAdmin],
    queryFn: () => (place.isAdmin ? asAdministrator(place.appId) : asOwner(place.appId)),
  });
}

async function asOwner(appId: string): Promise<readonly AppApi[]> {
  const params = { query: { limit: MOST } };
  const { data } = await unwrap(api.GET('/account/apis', { params }));
  return data
    .filter(({ access, granted_app_ids: ids }) => access === 'all' || ids.includes(appId))
    .map(({ id, access }) => ({ id, isGranted: access === 'granted', limits: null }));
}

async function asAdministrator(appId: string): Promise<readonly AppApi[]> {
  const params = { query: { limit: MOST } };
  const { data } = await unwrap(api.GET('/admin/apis', { params }));
  const found = await Promise.all(
    data.map(async ({ id, access }): Promise<AppApi | null> => {
      if (access === 'all') return { id, isGranted: false, limits: null };
      const grant = await grantOf(id, appId);
      return grant === null ? null : { id, isGranted: true, limits: grant };
    }),
  );
  return found.filter((one) => one !== null);
}

/** Looked for among all grants of the API, since asking for one that is not there is an error. */
async function grantOf(
  apiId: string,
  appId: string,
): Promise<components['schemas']['ApiGrant'] | null> {
  let cursor: string | undefined;
  do {
    const query = { limit: MOST, ...(cursor === undefined ? {} : { cursor }) };
    const params = { path: { api_id: apiId }, query };
    const page = await unwrap(api.GET('/admin/apis/{api_id}/grants', { params }));
    const grant = page.data.find(({ app_id: id }) => id === appId);
    if (grant !== undefined) return grant;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return null;
}
