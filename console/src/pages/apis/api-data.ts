import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import { cursorList } from '../../api/cursor-list';
import type { components } from '../../api/schema';

export type ProtectedApi = components['schemas']['ProtectedApi'];
export type CallableApi = components['schemas']['CallableApi'];
export type ApiRoute = components['schemas']['ApiRoute'];
export type ApiScope = components['schemas']['ApiScope'];
export type Quota = components['schemas']['Quota'];
export type CredentialKind = ProtectedApi['accept'][number];
export type UpdateApiRequest = components['schemas']['UpdateApiRequest'];

export const CREDENTIAL_KINDS = [
  'api_key',
  'access_token',
  'login_token',
  'app_token',
  'person_token',
] as const satisfies readonly CredentialKind[];

const PAGE = 50;

export const protectedApis = cursorList(['apis', 'all'], (cursor) =>
  unwrap(api.GET('/admin/apis', { params: { query: { limit: PAGE, ...(cursor && { cursor }) } } })),
);

export const callableApis = cursorList(['apis', 'callable'], (cursor) =>
  unwrap(
    api.GET('/account/apis', { params: { query: { limit: PAGE, ...(cursor && { cursor }) } } }),
  ),
);

export function protectedApi(apiId: string) {
  return queryOptions({
    queryKey: ['apis', 'one', apiId],
    queryFn: () => unwrap(api.GET('/admin/apis/{api_id}', { params: { path: { api_id: apiId } } })),
  });
}

/** Changes members of an API; every list and page that shows it follows. */
export function useSaveApi(apiId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdateApiRequest) =>
      unwrap(api.PATCH('/admin/apis/{api_id}', { params: { path: { api_id: apiId } }, body })),
    onSuccess: (saved) => {
      queries.setQueryData(protectedApi(apiId).queryKey, saved);
      return queries.invalidateQueries({ queryKey: ['apis'] });
    },
  });
}

export type ApiGrant = components['schemas']['ApiGrant'];

/** The apps that an API was granted to. */
export function grantsOf(apiId: string) {
  return cursorList(['grants', apiId], (cursor) => {
    const query = { limit: PAGE, ...(cursor && { cursor }) };
    const params = { path: { api_id: apiId }, query };
    return unwrap(api.GET('/admin/apis/{api_id}/grants', { params }));
  });
}
