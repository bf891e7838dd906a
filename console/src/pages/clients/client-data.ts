import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import { cursorList } from '../../api/cursor-list';
import type { components, paths } from '../../api/schema';

export type OAuthClient = components['schemas']['OAuthClient'];
export type RegisteredClient = components['schemas']['RegisteredOAuthClient'];
export type NewClient = components['schemas']['CreateOAuthClientRequest'];
export type ClientChanges = components['schemas']['UpdateOAuthClientRequest'];

export type ListedClient =
  paths['/admin/oauth-clients']['get']['responses'][200]['content']['application/json']['data'][number];

/** One client of one app; `isAdmin` decides by whose right it is asked for. */
export interface ClientPlace {
  readonly isAdmin: boolean;
  readonly appId: string;
  readonly clientId: string;
}

/** What the list is narrowed to, as it stands in the address of the page. */
export interface ClientFilters {
  readonly app?: string | undefined;
  readonly q?: string | undefined;
  readonly state?: string | undefined;
}

export function clientsPath(isAdmin: boolean, appId: string): string {
  return `/${isAdmin ? 'admin' : 'account'}/apps/${appId}/oauth-clients`;
}

export function clientPath({ isAdmin, appId, clientId }: ClientPlace): string {
  return `${clientsPath(isAdmin, appId)}/${clientId}`;
}

export function clientList(isAdmin: boolean, { app, q, state }: ClientFilters) {
  const path = isAdmin ? '/admin/oauth-clients' : '/account/oauth-clients';
  return cursorList(['oauth-clients', isAdmin, app, q, state], (cursor) =>
    unwrap(
      api.GET(path, {
        params: {
          query: {
            ...(cursor === undefined ? {} : { cursor }),
            ...(app === undefined ? {} : { app_id: app }),
            ...(q === undefined ? {} : { q }),
            ...(state === 'active' || state === 'disabled' ? { state } : {}),
          },
        },
      }),
    ),
  );
}

export function clientQuery(place: ClientPlace) {
  return queryOptions({
    queryKey: ['oauth-client', place.clientId, place.isAdmin],
    queryFn: () => unwrap(api.GET(onePath(place.isAdmin), { params: paramsOf(place) })),
  });
}

export function createClient(isAdmin: boolean, appId: string, body: NewClient) {
  const path = isAdmin
    ? '/admin/apps/{app_id}/oauth-clients'
    : '/account/apps/{app_id}/oauth-clients';
  return unwrap(api.POST(path, { params: { path: { app_id: appId } }, body }));
}

export function changeClient(place: ClientPlace, body: ClientChanges) {
  return unwrap(api.PATCH(onePath(place.isAdmin), { params: paramsOf(place), body }));
}

export function deleteClient(place: ClientPlace) {
  return unwrap(api.DELETE(onePath(place.isAdmin), { params: paramsOf(place) }));
}

function onePath(isAdmin: boolean) {
  return isAdmin
    ? '/admin/apps/{app_id}/oauth-clients/{client_id}'
    : '/account/apps/{app_id}/oauth-clients/{client_id}';
}

function paramsOf({ appId, clientId }: ClientPlace) {
  return { path: { app_id: appId, client_id: clientId } };
}

export type ClientSecret = components['schemas']['OAuthClientSecret'];
export type IssuedSecret = components['schemas']['IssuedClientSecret'];

export function secretsQuery(place: ClientPlace) {
  const path = place.isAdmin
    ? '/admin/apps/{app_id}/oauth-clients/{client_id}/secrets'
    : '/account/apps/{app_id}/oauth-clients/{client_id}/secrets';
  return queryOptions({
    queryKey: ['oauth-client', place.clientId, 'secrets', place.isAdmin],
    queryFn: async () => (await unwrap(api.GET(path, { params: paramsOf(place) }))).data,
  });
}

/** A new secret; the others work for so long still. */
export function addSecret(place: ClientPlace, overlapSeconds: number) {
  const path = place.isAdmin
    ? '/admin/apps/{app_id}/oauth-clients/{client_id}/secrets'
    : '/account/apps/{app_id}/oauth-clients/{client_id}/secrets';
  const body = { overlap_seconds: overlapSeconds };
  return unwrap(api.POST(path, { params: paramsOf(place), body }));
}

export function deleteSecret(place: ClientPlace, secretId: string) {
  const path = place.isAdmin
    ? '/admin/apps/{app_id}/oauth-clients/{client_id}/secrets/{secret_id}'
    : '/account/apps/{app_id}/oauth-clients/{client_id}/secrets/{secret_id}';
  const params = { path: { ...paramsOf(place).path, secret_id: secretId } };
  return unwrap(api.DELETE(path, { params }));
}

/** Ends every token that the client was issued up to now. */
export function revokeTokens(place: ClientPlace) {
  const path = place.isAdmin
    ? '/admin/apps/{app_id}/oauth-clients/{client_id}/revoke-tokens'
    : '/account/apps/{app_id}/oauth-clients/{client_id}/revoke-tokens';
  return unwrap(api.POST(path, { params: paramsOf(place), body: {} }));
}
