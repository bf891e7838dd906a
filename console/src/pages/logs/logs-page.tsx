import { Button, EmptyState, Select, Switch, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/cursor-list';
import { useMe } from '../../api/me';
import { ExportRows } from '../../components/export-rows';
import { FilterBar } from '../../components/filter-bar';
import { Loading } from '../../components/loading';
import { LoadMore } from '../../components/load-more';
import { ApiFilter, AppFilter } from '../../components/object-filters';
import { PageHeader } from '../../components/page-header';
import { Problem } from '../../components/problem';
import { DecisionTable } from './decision-table';
import { type Decision, decisionList } from './decisions';
import type { LogsSearch } from './routes';

const route = getRouteApi('/logs');
const OUTCOMES = ['allowed', 'refused', 'failed'] as const;
const EVERY_MS = 3000;

/** The recent calls: everybody's for administrators, those of oneself and one's apps for everybody else. */
export function LogsPage() {
  const { t } = useTranslation(['logs', 'common']);
  const { isAdmin } = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [isLive, setLive] = useState(false);
  const list = useInfiniteQuery({
    ...decisionList(isAdmin, search),
    // A page that nobody looks at asks nothing.
    refetchInterval: isLive ? EVERY_MS : false,
    refetchIntervalInBackground: false,
  });
  const rows = rowsOf<Decision>(list.data?.pages);
  const change = (name: keyof LogsSearch, value: LogsSearch[keyof LogsSearch] | null) =>
    void navigate({
      search: ({ [name]: _old, ...rest }: LogsSearch) =>
        value === null || value === undefined || value === '' ? rest : { ...rest, [name]: value },
      replace: true,
    });
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t(isAdmin ? 'text' : 'ownText')}
        actions={<ExportRows name="decisions" rows={rows} />}
      />
      <FilterBar active={Object.keys(search).length}>
        <Select
          label={t('outcomeLabel')}
          clearable
          placeholder={t('common:all')}
          data={OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))}
          value={search.outcome ?? null}
          onChange={(value) => change('outcome', value)}
        />
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
        {(['code', 'credential_id'] as const).map((name) => (
          <TextInput
            key={name}
            label={t(`filters.${name}`)}
            value={search[name] ?? ''}
            onChange={(event) => change(name, event.currentTarget.value)}
          />
        ))}
        <Switch
          label={t('console')}
          checked={search.console === true}
          onChange={() => change('console', search.console === true ? null : true)}
        />
        <Switch
          label={t('live')}
          checked={isLive}
          onChange={(event) => setLive(event.currentTarget.checked)}
        />
        <Button variant="default" loading={list.isFetching} onClick={() => void list.refetch()}>
          {t('refresh')}
        </Button>
      </FilterBar>
      {list.isPending ? <Loading /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <EmptyState py="xl" title={t('none')} description={t('noneText')} />
      ) : null}
      {rows.length === 0 ? null : <DecisionTable rows={rows} />}
      <LoadMore {...list} />
    </>
  );
}
