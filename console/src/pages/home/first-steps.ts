import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import type { components } from '../../api/schema';

type ProtectedApi = components['schemas']['ProtectedApi'];
type UsageRow = components['schemas']['UsageCount'];

const MOST = 200;
/** As far back as the counts of calls may go in one question. */
const YEARS_MS = 3650 * 86_400_000;
/** While a step is missing, somebody may be taking it in another window. */
const WATCH_MS = 4000;

/** How far an administrator has come, as the API tells it. */
export interface AdminProgress {
  /** An API of one's own to go on with: the newest. */
  readonly api: ProtectedApi | null;
  readonly hasKey: boolean;
  /** A call to an API of one's own came to the door, however it ended. */
  readonly isConnected: boolean;
  /** One was let in that showed a credential. */
  readonly isProven: boolean;
}

export const adminProgressQuery = queryOptions({
  queryKey: ['first-steps', 'admin'],
  queryFn: async (): Promise<AdminProgress> => {
    const [apis, keys, pairs, usage] = await Promise.all([
      unwrap(api.GET('/admin/apis', { params: { query: { limit: MOST } } })),
      unwrap(api.GET('/admin/api-keys', { params: { query: { limit: 1 } } })),
      unwrap(api.GET('/admin/access-keys', { params: { query: { limit: 1 } } })),
      unwrap(
        api.GET('/admin/usage', {
          params: { query: { ...sinceEver(), group_by: 'api,code,kind', limit: MOST } },
        }),
      ),
    ]);
    const own = new Set(apis.data.map(({ id }) => id));
    const calls = usage.data.filter(({ api_id }) => api_id !== undefined && own.has(api_id));
    return {
      api: apis.data[0] ?? null,
      hasKey: keys.data.length + pairs.data.length > 0,
      isConnected: calls.length > 0,
      isProven: calls.some(isProof),
    };
  },
  refetchInterval: ({ state }) => (state.data?.isProven === true ? false : WATCH_MS),
  refetchIntervalInBackground: false,
});

/** How far somebody has come who calls the APIs here. */
export interface ConsumerProgress {
  /** What their apps may call. */
  readonly apis: readonly components['schemas']['CallableApi'][];
  readonly hasKey: boolean;
  readonly isProven: boolean;
}

export const consumerProgressQuery = queryOptions({
  queryKey: ['first-steps', 'consumer'],
  queryFn: async (): Promise<ConsumerProgress> => {
    const [apis, keys, pairs, usage] = await Promise.all([
      unwrap(api.GET('/account/apis', { params: { query: { limit: MOST } } })),
      unwrap(api.GET('/account/api-keys', { params: { query: { limit: 1 } } })),
      unwrap(api.GET('/account/access-keys', { params: { query: { limit: 1 } } })),
      unwrap(
        api.GET('/account/usage', {
          params: { query: { ...sinceEver(), group_by: 'api,code,kind', limit: MOST } },
        }),
      ),
    ]);
    return {
      apis: apis.data,
      hasKey: keys.data.length + pairs.data.length > 0,
      isProven: usage.data.some(isProof),
    };
  },
  refetchInterval: ({ state }) => (state.data?.isProven === true ? false : WATCH_MS),
  refetchIntervalInBackground: false,
});

function sinceEver() {
  return { interval: 'total' as const, from: new Date(Date.now() - YEARS_MS).toISOString() };
}

/** A call that was let in because of what it showed. */
function isProof({ code, kind }: UsageRow): boolean {
  return code === 'allowed' && kind !== 'anonymous' && kind !== null;
}
