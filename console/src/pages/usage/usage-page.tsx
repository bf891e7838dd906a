import {
  Button,
  Group,
  Paper,
  SegmentedControl,
  SimpleGrid,
  TextInput,
  Title,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { ExportRows } from '../../components/export-rows';
import { Loading } from '../../components/loading';
import { PageHeader } from '../../components/page-header';
import { Problem } from '../../components/problem';
import type { UsageSearch } from './routes';
import { TopBars } from './top-bars';
import { UsageChart } from './usage-chart';
import { periodsOf, RANGES, topOf } from './periods';
import { rangeOf, usageQuery } from './usage';

const route = getRouteApi('/usage');
const MOST = 8;

/** Who called what, how often: everybody for administrators, one's own apps for everybody else. */
export function UsagePage() {
  const { t } = useTranslation(['usage', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const range = rangeOf(search);
  const change = (name: keyof UsageSearch, value: string) =>
    void navigate({
      search: ({ [name]: _old, ...rest }: UsageSearch) =>
        value === '' ? rest : { ...rest, [name]: value },
      replace: true,
    });
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} />
      <Group mb="md" align="flex-end" role="search" aria-label={t('common:filter')}>
        <SegmentedControl
          aria-label={t('range')}
          data={Object.keys(RANGES).map((name) => ({
            value: name,
            label: t(`ranges.${name as keyof typeof RANGES}`),
          }))}
          value={range}
          onChange={(value) => change('range', value)}
        />
        {(['api_id', 'app_id', 'credential_id'] as const).map((name) => (
          <TextInput
            key={name}
            label={t(`filters.${name}`)}
            value={search[name] ?? ''}
            onChange={(event) => change(name, event.currentTarget.value)}
          />
        ))}
      </Group>
      <OverTime search={search} />
      <SimpleGrid cols={{ base: 1, md: 2 }} mt="md">
        {(['api', 'app', 'credential', 'code'] as const).map((group) => (
          <Top key={group} search={search} group={group} />
        ))}
      </SimpleGrid>
    </>
  );
}

function OverTime({ search }: { readonly search: UsageSearch }) {
  const { t } = useTranslation('usage');
  const { isAdmin } = useMe();
  const [showsTable, { toggle }] = useDisclosure();
  const usage = useQuery(usageQuery(isAdmin, search, 'code'));
  const periods = useMemo(
    () => periodsOf(usage.data ?? [], rangeOf(search), Date.now()),
    [usage.data, search],
  );
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {t('overTime')}
        </Title>
        <Group gap="xs">
          <Button variant="default" aria-pressed={showsTable} onClick={toggle}>
            {t('asTable')}
          </Button>
          <ExportRows name="usage" rows={usage.data ?? []} />
        </Group>
      </Group>
      {usage.isPending ? <Loading /> : null}
      {usage.isError ? <Problem error={usage.error} onRetry={() => void usage.refetch()} /> : null}
      {usage.isSuccess ? <UsageChart periods={periods} showsTable={showsTable} /> : null}
    </Paper>
  );
}

function Top({
  search,
  group,
}: {
  readonly search: UsageSearch;
  readonly group: 'api' | 'app' | 'credential' | 'code';
}) {
  const { t } = useTranslation('usage');
  const { isAdmin } = useMe();
  const usage = useQuery(usageQuery(isAdmin, search, group));
  const member = group === 'code' ? 'code' : (`${group}_id` as const);
  const rows = topOf(usage.data ?? [], (row) => row[member], MOST);
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">
        {t(`top.${group}`)}
      </Title>
      {usage.isPending ? <Loading /> : null}
      {usage.isError ? <Problem error={usage.error} /> : null}
      {usage.isSuccess ? <TopBars label={t(`top.${group}`)} rows={rows} /> : null}
    </Paper>
  );
}
