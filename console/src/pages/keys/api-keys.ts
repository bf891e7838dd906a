import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import { cursorList } from '../../api/cursor-list';
import type { components, paths } from '../../api/schema';
import type { KeyState } from './key-state';

export type ApiKey = components['schemas']['ApiKey'];
export type IssuedApiKey = components['schemas']['IssuedApiKey'];
export type NewApiKey = components['schemas']['CreateApiKeyRequest'];
export type ApiKeyChanges = components['schemas']['UpdateApiKeyRequest'];

/** One key of one app; `isAdmin` decides by whose right it is asked for. */
export interface KeyPlace {
  readonly isAdmin: boolean;
  readonly appId: string;
  readonly keyId: string;
}

export function apiKeyPath({ isAdmin, appId, keyId }: KeyPlace): string {
  return `${listPath(isAdmin, appId)}/${keyId}`;
}

export function listPath(isAdmin: boolean, appId: string): string {
  return `/${isAdmin ? 'admin' : 'account'}/apps/${appId}/api-keys`;
}

/** What a list is narrowed to, as it stands in the address of the page. */
export interface KeyFilters {
  readonly app: string | undefined;
  readonly q: string | undefined;
  readonly state: string | undefined;
  readonly soon?: true | undefined;
  readonly unused?: true | undefined;
}

export type ListedApiKey =
  paths['/admin/api-keys']['get']['responses'][200]['content']['application/json']['data'][number];

const SOON_MS = 14 * 86_400_000;

export function apiKeyList(isAdmin: boolean, filters: KeyFilters) {
  const path = isAdmin ? '/admin/api-keys' : '/account/api-keys';
  return cursorList(['api-keys', isAdmin, filters], (cursor) =>
    unwrap(
      api.GET(path, {
        params: {
          query: {
            ...commonQuery(filters, cursor),
            ...(filters.state === undefined ? {} : { state: filters.state as KeyState }),
            ...(filters.soon === true
              ? { expires_before: new Date(Date.now() + SOON_MS).toISOString() }
              : {}),
          },
        },
      }),
    ),
  );
}

/** What the lists of API keys and of access keys are both asked. */
export function commonQuery({ app, q, unused }: KeyFilters, cursor: string | undefined) {
  return {
    ...(cursor === undefined ? {} : { cursor }),
    ...(app === undefined ? {} : { app_id: app }),
    ...(q === undefined ? {} : { q }),
    ...(unused === true ? { unused: 'true' as const } : {}),
  };
}

export function apiKeyQuery(place: KeyPlace) {
  return queryOptions({
    queryKey: ['api-key', place.keyId, place.isAdmin],
    queryFn: () => unwrap(api.GET(onePath(place.isAdmin), { params: paramsOf(place) })),
  });
}

export function createApiKey(isAdmin: boolean, appId: string, body: NewApiKey) {
  const path = isAdmin ? '/admin/apps/{app_id}/api-keys' : '/account/apps/{app_id}/api-keys';
  return unwrap(api.POST(path, { params: { path: { app_id: appId } }, body }));
}

export function changeApiKey(place: KeyPlace, body: ApiKeyChanges) {
  return unwrap(api.PATCH(onePath(place.isAdmin), { params: paramsOf(place), body }));
}

export function rotateApiKey(place: KeyPlace, overlapSeconds: number) {
  const path = place.isAdmin
    ? '/admin/apps/{app_id}/api-keys/{key_id}/rotate'
    : '/account/apps/{app_id}/api-keys/{key_id}/rotate';
  const body = { overlap_seconds: overlapSeconds };
  return unwrap(api.POST(path, { params: paramsOf(place), body }));
}

export function revokeApiKey(place: KeyPlace) {
  return unwrap(api.DELETE(onePath(place.isAdmin), { params: paramsOf(place) }));
}

function onePath(isAdmin: boolean) {
  return isAdmin
    ? '/admin/apps/{app_id}/api-keys/{key_id}'
    : '/account/apps/{app_id}/api-keys/{key_id}';
}

function paramsOf({ appId, keyId }: KeyPlace) {
  return { path: { app_id: appId, key_id: keyId } };
}
