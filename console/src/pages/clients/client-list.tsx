import { Anchor, Button, EmptyState, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/cursor-list';
import { useMe } from '../../api/me';
import { CommandLine } from '../../components/command-line';
import { curlOf } from '../../components/curl';
import { ListTable } from '../../components/list-table';
import { Loading } from '../../components/loading';
import { LoadMore } from '../../components/load-more';
import { Problem } from '../../components/problem';
import { Standing } from '../../components/standing';
import { Time } from '../../components/time';
import { LastUsed } from '../keys/last-used';
import { type ClientFilters, clientList, clientsPath, type ListedClient } from './client-data';
import type { ClientKind } from './client-draft';

interface ClientListProps {
  readonly filters: ClientFilters;
  readonly onCreate: () => void;
}

export function ClientList({ filters, onCreate }: ClientListProps) {
  const { t } = useTranslation('clients');
  const { isAdmin } = useMe();
  const list = useInfiniteQuery(clientList(isAdmin, filters));
  if (list.isPending) return <Loading />;
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  const rows = rowsOf<ListedClient>(list.data.pages);
  if (rows.length === 0) {
    const isFiltered = Object.values(filters).some((value) => value !== undefined);
    return <NoClients isFiltered={isFiltered} onCreate={onCreate} />;
  }
  return (
    <>
      <ListTable
        label={t('title')}
        minWidth={860}
        columns={[
          t('name'),
          t('kind'),
          t('state'),
          t('app'),
          t('scopes'),
          t('created'),
          t('lastUsed'),
        ]}
      >
        {rows.map((client) => (
          <ClientRow key={client.client_id} client={client} />
        ))}
      </ListTable>
      <LoadMore {...list} />
    </>
  );
}

function ClientRow({ client }: { readonly client: ListedClient }) {
  const { t } = useTranslation('clients');
  const { client_id: id, app_id: appId, scope } = client;
  return (
    <Table.Tr>
      <Table.Td maw={260}>
        <Anchor component={Link} to={`/apps/${appId}/clients/${id}`} className="breakable">
          {client.client_name}
        </Anchor>
        <Text size="xs" ff="monospace" c="dimmed" className="breakable">
          {id}
        </Text>
      </Table.Td>
      <Table.Td>{t(`kinds.${client.kind as ClientKind}`)}</Table.Td>
      <Table.Td>
        <Standing enabled={client.enabled} />
      </Table.Td>
      <Table.Td maw={180}>
        <Anchor component={Link} to={`/apps/${appId}`} size="sm" className="breakable">
          {client.app_name}
        </Anchor>
      </Table.Td>
      <Table.Td maw={220} className="breakable">
        {scope === '' ? t('none') : scope}
      </Table.Td>
      <Table.Td>
        <Time at={client.created_at} />
      </Table.Td>
      <Table.Td maw={200}>
        <LastUsed use={client.last_used} />
      </Table.Td>
    </Table.Tr>
  );
}

function NoClients({ isFiltered, onCreate }: { isFiltered: boolean; onCreate: () => void }) {
  const { t } = useTranslation('clients');
  const { isAdmin } = useMe();
  if (isFiltered) return <EmptyState py="xl" title={t('noneFound')} />;
  const body = {
    client_name: 'My web app',
    kind: 'web',
    redirect_uris: ['https://app.example.com/callback'],
  };
  const call = { method: 'POST', path: clientsPath(isAdmin, '$APP_ID'), body };
  return (
    <EmptyState py="xl" title={t('noClients')} description={t('noClientsText')}>
      <EmptyState.Actions>
        <Button onClick={onCreate}>{t('create')}</Button>
      </EmptyState.Actions>
      <CommandLine text={curlOf(call)} />
    </EmptyState>
  );
}
