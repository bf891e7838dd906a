import { api, unwrap } from '../../api/client';
import { cursorList } from '../../api/cursor-list';
import type { paths } from '../../api/schema';
import type { AuditSearch } from './routes';

export type AuditEvent =
  paths['/admin/audit-events']['get']['responses'][200]['content']['application/json']['data'][number];

const DAY_MS = 86_400_000;

export function auditList({ from, to, ...ids }: AuditSearch) {
  return cursorList(['audit', ids, from, to], (cursor) =>
    unwrap(
      api.GET('/admin/audit-events', {
        params: {
          query: {
            ...ids,
            ...(from === undefined ? {} : { from: dayStart(from, 0) }),
            // The last day counts as a whole; the server's `to` does not count itself.
            ...(to === undefined ? {} : { to: dayStart(to, DAY_MS) }),
            ...(cursor === undefined ? {} : { cursor }),
          },
        },
      }),
    ),
  );
}

function dayStart(day: string, plusMs: number): string {
  return new Date(new Date(`${day}T00:00:00`).getTime() + plusMs).toISOString();
}
