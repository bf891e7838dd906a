import type { components } from '../../api/schema';
import type { ApiScope, CredentialKind, ProtectedApi, Quota } from './api-data';

/** What somebody is filling in of an API: texts as they are typed. */
export interface ApiDraft {
  readonly name: string;
  readonly foundBy: 'path' | 'host';
  readonly pathPrefix: string;
  readonly host: string;
  /** Empty for a new one: the server makes it. */
  readonly audience: string;
  readonly servedBy: 'gateway' | 'proxy';
  readonly upstream: string;
  readonly accept: readonly CredentialKind[];
  readonly queryKey: boolean;
  readonly anonymous: Quota | null;
}

/** What every group of fields takes. */
export interface FieldsProps {
  readonly draft: ApiDraft;
  readonly change: (members: Partial<ApiDraft>) => void;
  /** What the server found wrong, by member. */
  readonly errors: Readonly<Record<string, string>>;
}

export const EMPTY_DRAFT: ApiDraft = {
  name: '',
  foundBy: 'path',
  pathPrefix: '',
  host: '',
  audience: '',
  servedBy: 'gateway',
  upstream: '',
  accept: ['api_key'],
  queryKey: false,
  anonymous: null,
};

export function draftOf(api: ProtectedApi): ApiDraft {
  return {
    name: api.name,
    foundBy: api.host === null ? 'path' : 'host',
    pathPrefix: api.path_prefix,
    host: api.host ?? '',
    audience: api.audience,
    servedBy: api.upstream === null ? 'proxy' : 'gateway',
    upstream: api.upstream ?? '',
    accept: api.accept,
    queryKey: api.query_key,
    anonymous: api.anonymous,
  };
}

/** Where the API is called and who serves it. What was left empty goes as it is: the server says why not. */
export function placeOf(draft: ApiDraft) {
  const audience = draft.audience.trim();
  const isByHost = draft.foundBy === 'host';
  return {
    name: draft.name,
    host: isByHost ? draft.host.trim() : null,
    path_prefix: draft.pathPrefix.trim() || (isByHost ? '/' : ''),
    ...(audience === '' ? {} : { audience }),
    upstream: draft.servedBy === 'gateway' ? draft.upstream.trim() : null,
  } satisfies components['schemas']['CreateApiRequest'];
}

/** What has to be shown. A name for keys in the query goes with the permission. */
export function credentialsOf({ accept, queryKey, anonymous }: ApiDraft) {
  const takesQueryKeys = queryKey && accept.includes('api_key');
  return {
    accept: [...accept],
    query_key: takesQueryKeys,
    ...(takesQueryKeys ? {} : { query_key_name: null }),
    anonymous,
  } satisfies components['schemas']['UpdateApiRequest'];
}

/** Scopes without the rows that nothing was typed in. */
export function filledScopes(scopes: readonly ApiScope[]): ApiScope[] {
  return scopes.filter(({ name, description }) => name !== '' || (description ?? '') !== '');
}
