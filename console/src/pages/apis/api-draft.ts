import type { components } from '../../api/schema';
import type { ApiScope, CredentialKind, ProtectedApi, Quota } from './api-data';

/** What somebody is filling in of an API: texts as they are typed. */
export interface ApiDraft {
  readonly name: string;
  readonly foundBy: 'path' | 'host';
  readonly pathPrefix: string;
  readonly pathAliases: readonly string[];
  readonly host: string;
  /** Empty for a new one: the server makes it. */
  readonly audience: string;
  readonly servedBy: 'gateway' | 'proxy';
  readonly upstream: string;
  /** Null for a new one: the server's own. */
  readonly upstreamOptions: UpstreamOptions | null;
  readonly accept: readonly CredentialKind[];
  /** Null: both. */
  readonly environment: ProtectedApi['environment'];
  readonly queryKey: boolean;
  /** Empty: the usual ones. */
  readonly queryKeyName: string;
  readonly anonymous: Quota | null;
}

export type UpstreamOptions = ProtectedApi['upstream_options'];

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
  pathAliases: [],
  host: '',
  audience: '',
  servedBy: 'gateway',
  upstream: '',
  upstreamOptions: null,
  accept: ['api_key'],
  environment: null,
  queryKey: false,
  queryKeyName: '',
  anonymous: null,
};

export function draftOf(api: ProtectedApi): ApiDraft {
  return {
    name: api.name,
    foundBy: api.host === null ? 'path' : 'host',
    pathPrefix: api.path_prefix,
    pathAliases: api.path_aliases,
    host: api.host ?? '',
    audience: api.audience,
    servedBy: api.upstream === null ? 'proxy' : 'gateway',
    upstream: api.upstream ?? '',
    upstreamOptions: api.upstream_options,
    accept: api.accept,
    environment: api.environment,
    queryKey: api.query_key,
    queryKeyName: api.query_key_name ?? '',
    anonymous: api.anonymous,
  };
}

/** Where the API is called and who serves it. What was left empty goes as it is: the server says why not. */
export function placeOf(draft: ApiDraft) {
  const audience = draft.audience.trim();
  const isByHost = draft.foundBy === 'host';
  const isServedHere = draft.servedBy === 'gateway';
  return {
    name: draft.name,
    host: isByHost ? draft.host.trim() : null,
    path_prefix: draft.pathPrefix.trim() || (isByHost ? '/' : ''),
    path_aliases: [...draft.pathAliases],
    ...(audience === '' ? {} : { audience }),
    upstream: isServedHere ? draft.upstream.trim() : null,
    ...(isServedHere && draft.upstreamOptions !== null
      ? { upstream_options: draft.upstreamOptions }
      : {}),
  } satisfies components['schemas']['CreateApiRequest'];
}

/** What has to be shown. A name for keys in the query goes with the permission. */
export function credentialsOf(draft: ApiDraft) {
  const { accept, environment, queryKey, queryKeyName, anonymous } = draft;
  const takesQueryKeys = queryKey && accept.includes('api_key');
  return {
    accept: [...accept],
    environment,
    query_key: takesQueryKeys,
    query_key_name: takesQueryKeys && queryKeyName !== '' ? queryKeyName : null,
    anonymous,
  } satisfies components['schemas']['UpdateApiRequest'];
}

/** Scopes without the rows that nothing was typed in. */
export function filledScopes(scopes: readonly ApiScope[]): ApiScope[] {
  return scopes.filter(({ name, description }) => name !== '' || (description ?? '') !== '');
}
