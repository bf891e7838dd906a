import { EmptyState, Table, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/cursor-list';
import { ExportRows } from '../../components/export-rows';
import { FilterBar } from '../../components/filter-bar';
import { ListTable } from '../../components/list-table';
import { Loading } from '../../components/loading';
import { LoadMore } from '../../components/load-more';
import { ObjectLink } from '../../components/object-link';
import { PageHeader } from '../../components/page-header';
import { Problem } from '../../components/problem';
import { Time } from '../../components/time';
import { type AuditEvent, auditList } from './audit-events';
import { EventDetail } from './event-detail';
import type { AuditSearch } from './routes';

const route = getRouteApi('/audit');

/** Who changed what, newest first. */
export function AuditPage() {
  const { t } = useTranslation(['audit', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(auditList(search));
  const rows = rowsOf<AuditEvent>(list.data?.pages);
  const change = (name: keyof AuditSearch, value: string) =>
    void navigate({
      search: ({ [name]: _old, ...rest }: AuditSearch) =>
        value === '' ? rest : { ...rest, [name]: value },
      replace: true,
    });
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('text')}
        actions={<ExportRows name="audit-events" rows={rows} />}
      />
      <FilterBar active={Object.keys(search).length}>
        {(['action', 'actor', 'target_id'] as const).map((name) => (
          <TextInput
            key={name}
            label={t(`filters.${name}`)}
            value={search[name] ?? ''}
            onChange={(event) => change(name, event.currentTarget.value)}
          />
        ))}
        {(['from', 'to'] as const).map((name) => (
          <TextInput
            key={name}
            type="date"
            label={t(`filters.${name}`)}
            value={search[name] ?? ''}
            onChange={(event) => change(name, event.currentTarget.value)}
          />
        ))}
      </FilterBar>
      {list.isPending ? <Loading /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && rows.length === 0 ? <EmptyState py="xl" title={t('none')} /> : null}
      {rows.length === 0 ? null : <EventTable rows={rows} />}
      <LoadMore {...list} />
    </>
  );
}

function EventTable({ rows }: { readonly rows: readonly AuditEvent[] }) {
  const { t } = useTranslation('audit');
  return (
    <ListTable
      label={t('title')}
      minWidth={860}
      columns={[
        t('time'),
        t('filters.action'),
        t('filters.actor'),
        t('filters.target_id'),
        t('detail'),
      ]}
    >
      {rows.map((event) => (
        <Table.Tr key={event.id}>
          <Table.Td>
            <Time at={event.at} />
          </Table.Td>
          <Table.Td ff="monospace">{event.action}</Table.Td>
          <Table.Td maw={230}>
            <Text size="sm">{event.actor_kind}</Text>
            {event.actor_id === null ? null : <ObjectLink id={event.actor_id} />}
            <Text size="xs" c="dimmed">
              {event.client_address}
            </Text>
          </Table.Td>
          <Table.Td maw={230}>
            {event.target_id === null ? '–' : <ObjectLink id={event.target_id} />}
          </Table.Td>
          <Table.Td maw={320}>
            <EventDetail detail={event.detail} />
          </Table.Td>
        </Table.Tr>
      ))}
    </ListTable>
  );
}
