import { Anchor, Group, Paper, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { sortReasons, type Reason } from './denial-reasons';

const DAY_MS = 86_400_000;
const MOST = 200;

const denialsQuery = queryOptions({
  queryKey: ['usage', 'denials'],
  queryFn: async () => {
    const from = new Date(Date.now() - DAY_MS).toISOString();
    const query = { interval: 'total' as const, group_by: 'code', from, limit: MOST };
    return sortReasons((await unwrap(api.GET('/admin/usage', { params: { query } }))).data);
  },
});

/** Why calls were refused within the last day: for what callers did, or for what is to be mended here. */
export function Denials() {
  const { t } = useTranslation('home');
  const { data, isPending, isError, error, refetch } = useQuery(denialsQuery);
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4">
        {t('denials.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('denials.text')}
      </Text>
      {isPending ? <Loading /> : null}
      {isError ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined ? null : (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Reasons title={t('denials.callers')} none={t('denials.none')} reasons={data.callers} />
          <Reasons title={t('denials.ours')} none={t('denials.noneOurs')} reasons={data.ours} />
        </SimpleGrid>
      )}
    </Paper>
  );
}

interface ReasonsProps {
  readonly title: string;
  readonly none: string;
  readonly reasons: readonly Reason[];
}

function Reasons({ title, none, reasons }: ReasonsProps) {
  const { t, i18n } = useTranslation('home');
  const most = Math.max(1, ...reasons.map(({ count }) => count));
  return (
    <div>
      <Title order={3} size="h5" mb="xs">
        {title}
      </Title>
      {reasons.length === 0 ? <Text size="sm">{none}</Text> : null}
      <Stack
        gap="xs"
        component="ul"
        p={0}
        m={0}
        style={{ listStyle: 'none' }}
        aria-label={title}
        hidden={reasons.length === 0}
      >
        {reasons.map(({ code, count }) => (
          <li key={code}>
            <Group justify="space-between" gap="xs" wrap="nowrap">
              <Anchor
                component={Link}
                to="/logs"
                search={{ code } as never}
                size="sm"
                ff="monospace"
                className="breakable"
              >
                {code}
              </Anchor>
              <Text size="sm" component="span" fw={600}>
                {count.toLocaleString(i18n.language)}
              </Text>
            </Group>
            <Progress value={(count / most) * 100} aria-hidden />
            <Anchor
              href={`/errors/${code}`}
              target="_blank"
              size="xs"
              aria-label={t('meaningOf', { code })}
            >
              {t('meaning')}
            </Anchor>
          </li>
        ))}
      </Stack>
    </div>
  );
}
