import { queryOptions } from '@tanstack/react-query';
import type { App } from '../../api/apps';
import { api, unwrap } from '../../api/client';
import { cursorList } from '../../api/cursor-list';
import type { components } from '../../api/schema';

export type AppChanges = components['schemas']['UpdateAppRequest'];
export type NewApp = components['schemas']['CreateAppRequest'];

/** One app; `isAdmin` decides by whose right it is asked for. */
export interface AppPlace {
  readonly isAdmin: boolean;
  readonly appId: string;
}

export function appsPath(isAdmin: boolean): string {
  return isAdmin ? '/admin/apps' : '/account/apps';
}

export function appPath({ isAdmin, appId }: AppPlace): string {
  return `${appsPath(isAdmin)}/${appId}`;
}

export function appList(isAdmin: boolean) {
  const path = isAdmin ? '/admin/apps' : '/account/apps';
  return cursorList(['apps', 'list', isAdmin], (cursor) =>
    unwrap(api.GET(path, { params: { query: cursor === undefined ? {} : { cursor } } })),
  );
}

export function appQuery(place: AppPlace) {
  return queryOptions({
    queryKey: ['apps', 'one', place.appId, place.isAdmin],
    queryFn: (): Promise<App> =>
      unwrap(api.GET(onePath(place.isAdmin), { params: paramsOf(place) })),
  });
}

/** Owners say what their app is called and is for; the rest is the administration's to say. */
export function createApp(isAdmin: boolean, body: NewApp): Promise<App> {
  return unwrap(api.POST(isAdmin ? '/admin/apps' : '/account/apps', { body }));
}

export function changeApp(place: AppPlace, body: AppChanges): Promise<App> {
  return unwrap(api.PATCH(onePath(place.isAdmin), { params: paramsOf(place), body }));
}

export function deleteApp(place: AppPlace) {
  return unwrap(api.DELETE(onePath(place.isAdmin), { params: paramsOf(place) }));
}

function onePath(isAdmin: boolean) {
  return isAdmin ? '/admin/apps/{app_id}' : '/account/apps/{app_id}';
}

function paramsOf({ appId }: AppPlace) {
  return { path: { app_id: appId } };
}
