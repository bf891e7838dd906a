import { queryOptions } from '@tanstack/react-query';
import { settings } from '../settings';
import { api, unwrap } from './client';
import type { components } from './schema';

/** An API as somebody who calls it sees it. */
export interface CallableApi {
  readonly id: string;
  readonly name: string;
  /** What calls begin with. */
  readonly url: string;
  readonly scopes: readonly components['schemas']['ApiScope'][];
  readonly accept: readonly string[];
}

const MOST = 200;

/** The APIs that the person's apps may call; for administrators every one, with this server's samples. */
export function callableApisQuery(isAdmin: boolean) {
  return queryOptions({
    queryKey: ['callable-apis', isAdmin],
    queryFn: async (): Promise<readonly CallableApi[]> => {
      const params = { query: { limit: MOST } };
      const callable = unwrap(api.GET('/account/apis', { params }));
      if (!isAdmin) return (await callable).data;
      const every = unwrap(api.GET('/admin/apis', { params }));
      const [{ data: kept }, { data: own }] = await Promise.all([every, callable]);
      const ids = new Set(kept.map(({ id }) => id));
      const samples = own.filter(({ id }) => !ids.has(id));
      return [...kept.map((each) => ({ ...each, url: gatewayUrl(each) })), ...samples];
    },
  });
}

/** What calls of an API begin with where the gateway serves it. */
export function gatewayUrl({
  host,
  path_prefix,
}: {
  host: string | null;
  path_prefix: string;
}): string {
  const { origin, protocol } = new URL(settings.publicUrl);
  const start = host === null ? origin : `${protocol}//${host}`;
  return path_prefix === '/' ? start : `${start}${path_prefix}`;
}
