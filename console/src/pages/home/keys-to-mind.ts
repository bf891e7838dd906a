import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';

const SOON_MS = 14 * 86_400_000;
/** A use is noted by the minute that it was in. */
const USE_PRECISION_MS = 60_000;
/** Of one list; who has more is sent to the page of all keys. */
const MOST = 50;

/** A key that somebody should look at, and since or until when. */
export interface KeyToMind {
  readonly id: string;
  readonly name: string;
  readonly appName: string;
  readonly to: string;
  readonly at: string | null;
}

export interface KeysToMind {
  readonly isComplete: boolean;
  readonly keys: readonly KeyToMind[];
}

interface Listed {
  readonly id: string;
  readonly app_id: string;
  readonly app_name: string;
  readonly name: string;
  readonly secrets: readonly {
    readonly created_at: string;
    readonly retires_at: string | null;
    readonly last_used_at: string | null;
  }[];
}

export function expiringQuery(isAdmin: boolean) {
  return queryOptions({
    queryKey: ['api-keys', 'to-mind', 'expiring', isAdmin],
    queryFn: async (): Promise<KeysToMind> => {
      const path = isAdmin ? '/admin/api-keys' : '/account/api-keys';
      const expires_before = new Date(Date.now() + SOON_MS).toISOString();
      const query = { state: 'active' as const, expires_before, limit: MOST };
      const { data, next_cursor } = await unwrap(api.GET(path, { params: { query } }));
      return {
        isComplete: next_cursor === null,
        keys: data
          .map((key) => apiKey(key, key.expires_at))
          .sort((a, b) => String(a.at).localeCompare(String(b.at))),
      };
    },
  });
}

/** Keys of either kind that never let anybody in. */
export function unusedQuery(isAdmin: boolean) {
  return queryOptions({
    queryKey: ['api-keys', 'to-mind', 'unused', isAdmin],
    queryFn: async (): Promise<KeysToMind> => {
      const query = { state: 'active' as const, unused: 'true' as const, limit: MOST };
      const [keys, pairs] = await bothKinds(isAdmin, query);
      return {
        isComplete: keys.next_cursor === null && pairs.next_cursor === null,
        keys: [
          ...keys.data.map((key) => apiKey(key, key.created_at)),
          ...pairs.data.map((pair) => accessKey(pair, pair.created_at)),
        ],
      };
    },
  });
}

/** Keys that were rotated, and whose old secret was used since. */
export function oldInUseQuery(isAdmin: boolean) {
  return queryOptions({
    queryKey: ['api-keys', 'to-mind', 'old-in-use', isAdmin],
    queryFn: async (): Promise<KeysToMind> => {
      const query = { state: 'active' as const, rotating: 'true' as const, limit: MOST };
      const [keys, pairs] = await bothKinds(isAdmin, query);
      const found = [
        ...keys.data.map((key) => apiKey(key, oldUseOf(key))),
        ...pairs.data.map((pair) => accessKey(pair, oldUseOf(pair))),
      ];
      return {
        isComplete: keys.next_cursor === null && pairs.next_cursor === null,
        keys: found.filter(({ at }) => at !== null),
      };
    },
  });
}

function bothKinds(
  isAdmin: boolean,
  query: {
    readonly state: 'active';
    readonly unused?: 'true';
    readonly rotating?: 'true';
    readonly limit: number;
  },
) {
  const params = { query };
  return Promise.all([
    unwrap(api.GET(isAdmin ? '/admin/api-keys' : '/account/api-keys', { params })),
    unwrap(api.GET(isAdmin ? '/admin/access-keys' : '/account/access-keys', { params })),
  ]);
}

/** When a replaced secret was last used after its successor had been made; null: not since. */
function oldUseOf({ secrets }: Pick<Listed, 'secrets'>): string | null {
  const newest = secrets.find(({ retires_at }) => retires_at === null);
  const rotatedAt = newest === undefined ? 0 : Date.parse(newest.created_at);
  const uses = secrets
    .filter(({ retires_at }) => retires_at !== null)
    .flatMap(({ last_used_at }) => last_used_at ?? [])
    .filter((at) => Date.parse(at) + USE_PRECISION_MS > rotatedAt);
  return uses.sort().at(-1) ?? null;
}

function apiKey({ id, app_id, name, app_name }: Listed, at: string | null): KeyToMind {
  return { id, name, appName: app_name, to: `/apps/${app_id}/keys/${id}`, at };
}

function accessKey({ id, app_id, name, app_name }: Listed, at: string | null): KeyToMind {
  return { id, name, appName: app_name, to: `/apps/${app_id}/access-keys/${id}`, at };
}
