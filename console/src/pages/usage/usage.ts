import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import { type Range, RANGES, type UsageRow } from './periods';
import type { UsageSearch } from './routes';

const PAGE = 200;
/** A chart of more is no chart. */
const MOST_PAGES = 20;

export function rangeOf({ range }: UsageSearch): Range {
  return range !== undefined && range in RANGES ? (range as Range) : '24h';
}

/** Every count of the range, told apart by one more thing. */
export function usageQuery(
  isAdmin: boolean,
  search: UsageSearch,
  groupBy: 'code' | 'api' | 'app' | 'credential',
) {
  const range = rangeOf(search);
  return queryOptions({
    queryKey: ['usage', isAdmin, search, groupBy],
    queryFn: async () => {
      const { ms, interval } = RANGES[range];
      const { api_id, app_id, credential_id } = search;
      const path = isAdmin ? '/admin/usage' : '/account/usage';
      // Once: a cursor is good for the question that it was given for.
      const from = new Date(Date.now() - ms).toISOString();
      const rows: UsageRow[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query = {
          ...{ interval, group_by: groupBy, limit: PAGE },
          from,
          ...(api_id === undefined ? {} : { api_id }),
          ...(app_id === undefined ? {} : { app_id }),
          ...(credential_id === undefined ? {} : { credential_id }),
          ...(cursor === null ? {} : { cursor }),
        };
        const answer: { data: UsageRow[]; next_cursor: string | null } = await unwrap(
          api.GET(path, { params: { query } }),
        );
        rows.push(...answer.data);
        cursor = answer.next_cursor;
        if (cursor === null) break;
      }
      return rows;
    },
  });
}
