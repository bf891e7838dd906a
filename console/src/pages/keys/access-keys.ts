import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import { cursorList } from '../../api/cursor-list';
import type { components, paths } from '../../api/schema';
import { commonQuery, type KeyFilters, type KeyPlace } from './api-keys';

export type AccessKey = components['schemas']['AccessKey'];
export type IssuedAccessKey = components['schemas']['IssuedAccessKey'];
export type ListedAccessKey =
  paths['/admin/access-keys']['get']['responses'][200]['content']['application/json']['data'][number];
export type NewAccessKey = components['schemas']['CreateAccessKeyRequest'];

const STATES = ['active', 'disabled', 'revoked'] as const;

export function accessKeyListPath(isAdmin: boolean, appId: string): string {
  return `/${isAdmin ? 'admin' : 'account'}/apps/${appId}/access-keys`;
}

export function accessKeyPath({ isAdmin, appId, keyId }: KeyPlace): string {
  return `${accessKeyListPath(isAdmin, appId)}/${keyId}`;
}

export function accessKeyList(isAdmin: boolean, filters: KeyFilters) {
  const path = isAdmin ? '/admin/access-keys' : '/account/access-keys';
  // An access key has no expiry of its own.
  const state = STATES.find((each) => each === filters.state);
  return cursorList(['access-keys', isAdmin, filters], (cursor) =>
    unwrap(
      api.GET(path, {
        params: {
          query: { ...commonQuery(filters, cursor), ...(state === undefined ? {} : { state }) },
        },
      }),
    ),
  );
}

export function accessKeyQuery(place: KeyPlace) {
  return queryOptions({
    queryKey: ['access-key', place.keyId, place.isAdmin],
    queryFn: () => unwrap(api.GET(onePath(place.isAdmin), { params: paramsOf(place) })),
  });
}

export function createAccessKey(isAdmin: boolean, appId: string, body: NewAccessKey) {
  const path = isAdmin ? '/admin/apps/{app_id}/access-keys' : '/account/apps/{app_id}/access-keys';
  return unwrap(api.POST(path, { params: { path: { app_id: appId } }, body }));
}

export function enableAccessKey(place: KeyPlace, enabled: boolean) {
  const params = paramsOf(place);
  return unwrap(api.PATCH(onePath(place.isAdmin), { params, body: { enabled } }));
}

export function rotateAccessKey(place: KeyPlace, overlapSeconds: number) {
  const path = place.isAdmin
    ? '/admin/apps/{app_id}/access-keys/{access_key_id}/rotate'
    : '/account/apps/{app_id}/access-keys/{access_key_id}/rotate';
  const body = { overlap_seconds: overlapSeconds };
  return unwrap(api.POST(path, { params: paramsOf(place), body }));
}

export function revokeAccessKey(place: KeyPlace) {
  return unwrap(api.DELETE(onePath(place.isAdmin), { params: paramsOf(place) }));
}

function onePath(isAdmin: boolean) {
  return isAdmin
    ? '/admin/apps/{app_id}/access-keys/{access_key_id}'
    : '/account/apps/{app_id}/access-keys/{access_key_id}';
}

function paramsOf({ appId, keyId }: KeyPlace) {
  return { path: { app_id: appId, access_key_id: keyId } };
}
