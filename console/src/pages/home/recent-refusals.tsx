import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client';
import { useMe } from '../../api/me';
import type { components } from '../../api/schema';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { Time } from '../../components/time';
import { settings } from '../../settings';

const SHOWN = 5;

function refusalsQuery(isAdmin: boolean) {
  return queryOptions({
    queryKey: ['decisions', 'recent-refusals', isAdmin],
    queryFn: async () => {
      const query = {
        outcome: 'refused' as const,
        except_credential_id: settings.clientId,
        limit: SHOWN,
      };
      const path = isAdmin ? '/admin/decisions' : '/account/decisions';
      return (await unwrap(api.GET(path, { params: { query } }))).data;
    },
  });
}

/** The latest calls that were not let in, each leading to why; of others only for administrators. */
export function RecentRefusals() {
  const { t } = useTranslation('home');
  const { isAdmin } = useMe();
  const { data, isPending, isError, error, refetch } = useQuery(refusalsQuery(isAdmin));
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {t('refusals.title')}
        </Title>
        <Anchor component={Link} to="/logs" search={{ outcome: 'refused' } as never} size="sm">
          {t('refusals.all')}
        </Anchor>
      </Group>
      {isPending ? <Loading /> : null}
      {isError ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 ? <Text size="sm">{t('refusals.none')}</Text> : null}
      <Stack
        gap="sm"
        component="ul"
        p={0}
        m={0}
        style={{ listStyle: 'none' }}
        hidden={!data?.length}
      >
        {data?.map((decision) => (
          <li key={decision.request_id}>
            <Refusal decision={decision} />
          </li>
        ))}
      </Stack>
    </Paper>
  );
}

function Refusal({ decision }: { readonly decision: components['schemas']['Decision'] }) {
  const { t } = useTranslation('home');
  const { request_id, method, path, title, code, decided_at, outcome } = decision;
  const Icon = outcome === 'failed' ? IconAlertTriangle : IconCircleX;
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Icon
        size={18}
        color="var(--mantine-color-red-filled)"
        aria-label={t('refused')}
        role="img"
        style={{ flexShrink: 0 }}
      />
      <Stack gap={0} miw={0}>
        <Anchor
          component={Link}
          to={`/explain/${request_id}`}
          size="sm"
          ff="monospace"
          className="breakable"
        >
          {method} {path}
        </Anchor>
        <Text size="sm" component="div">
          {title} <code>{code}</code>
        </Text>
        <Text size="xs" c="dimmed" component="div">
          <Time at={decided_at} />
        </Text>
      </Stack>
    </Group>
  );
}
