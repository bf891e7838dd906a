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
import { FilterBar } from '../../components/filter-bar';
import { Loading } from '../../components/loading';
import { ApiFilter, AppFilter } from '../../components/object-filters';
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
  const change = (name: keyof UsageSearch, value: string | null) =>
    void navigate({
      search: ({ [name]: _old, ...rest }: UsageSearch) =>
        value === null || value === '' ? rest : { ...rest, [name]: value },
      replace: true,
    });
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} />
      <SegmentedControl
        mb="md"
        aria-label={t('range')}
        data={Object.keys(RANGES).map((name) => ({
          value: name,
          label: t(`ranges.${name as keyof typeof RANGES}`),
        }))}
        value={range}
        onChange={(value) => change('range', value)}
      />
      <FilterBar active={Object.keys(search).filter((name) => name !== 'range').length}>
        <ApiFilter
          label={t('filters.api_id')}
          value={search.api_id}
          onChange={(id) => change('api_id', id)}
        />
        <AppFilter
          label={t('filters.app_id')}
          value={search.app_id}
          onChange={(id) => change('app_id', id)}
        />
        <TextInput
          label={t('filters.credential_id')}
          value={search.credential_id ?? ''}
          onChange={(event) => change('credential_id', event.currentTarget.value)}
        />
      </FilterBar>
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
