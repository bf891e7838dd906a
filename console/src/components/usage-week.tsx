import { Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../api/client';
import { useMe } from '../api/me';

const DAYS = 7;
const DAY_MS = 86_400_000;
const HEIGHT = 40;
const BAR = 22;
const GAP = 6;

/** Whose calls are counted. */
export interface UsageSubject {
  readonly credential_id?: string;
  readonly app_id?: string;
}

function weekQuery(isAdmin: boolean, subject: UsageSubject) {
  return queryOptions({
    queryKey: ['usage-week', isAdmin, subject],
    queryFn: async () => {
      const now = Date.now();
      const from = new Date(now - DAYS * DAY_MS).toISOString();
      const query = { ...subject, interval: 'day' as const, from, limit: 200 };
      const path = isAdmin ? '/admin/usage' : '/account/usage';
      const { data } = await unwrap(api.GET(path, { params: { query } }));
      return Array.from({ length: DAYS }, (_, index) => {
        const day = new Date(now - (DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10);
        const rows = data.filter(({ period_start }) => period_start.startsWith(day));
        return { day, count: rows.reduce((sum, { count }) => sum + count, 0) };
      });
    },
  });
}

/**
 * The calls of the last seven days, one bar a day (UTC), for looking; the same in words for reading.
 * Without a subject those of all that the person may see.
 */
export function UsageWeek(subject: UsageSubject) {
  const { t } = useTranslation();
  const { isAdmin } = useMe();
  const { data: days = [] } = useQuery(weekQuery(isAdmin, subject));
  const most = Math.max(1, ...days.map(({ count }) => count));
  const total = days.reduce((sum, { count }) => sum + count, 0);
  const said = days.map(({ day, count }) => `${day}: ${count}`).join(', ');
  return (
    <>
      <svg
        role="img"
        aria-label={`${t('callsInWeek', { count: total })}. ${said}`}
        width={DAYS * (BAR + GAP)}
        height={HEIGHT}
      >
        {days.map(({ day, count }, index) => {
          const height = Math.max(2, (count / most) * HEIGHT);
          return (
            <rect
              key={day}
              x={index * (BAR + GAP)}
              y={HEIGHT - height}
              width={BAR}
              height={height}
              rx={2}
              fill={
                count === 0 ? 'var(--mantine-color-dimmed)' : 'var(--mantine-primary-color-filled)'
              }
            >
              <title>{`${day}: ${count}`}</title>
            </rect>
          );
        })}
      </svg>
      <Text size="sm" c="dimmed">
        {t('callsInWeek', { count: total })}
      </Text>
    </>
  );
}
