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
import { Time } from '../../components/time';
import { apiKeyList, type KeyFilters, type ListedApiKey, listPath } from './api-keys';
import { KeyStateBadge, stateOf } from './key-state';
import { LastUsed } from './last-used';

interface ApiKeyListProps {
  readonly filters: KeyFilters;
  readonly onCreate: () => void;
}

export function ApiKeyList({ filters, onCreate }: ApiKeyListProps) {
  const { t } = useTranslation(['keys', 'common']);
  const { isAdmin } = useMe();
  const list = useInfiniteQuery(apiKeyList(isAdmin, filters));
  if (list.isPending) return <Loading />;
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  const rows = rowsOf<ListedApiKey>(list.data.pages);
  if (rows.length === 0) return <NoKeys isFiltered={isFiltered(filters)} onCreate={onCreate} />;
  return (
    <>
      <ListTable
        label={t('apiKeys')}
        minWidth={880}
        columns={[
          t('name'),
          t('stateLabel'),
          t('app'),
          t('scopes'),
          t('created'),
          t('lastUsed'),
          t('expires'),
        ]}
      >
        {rows.map((key) => (
          <ApiKeyRow key={key.id} apiKey={key} />
        ))}
      </ListTable>
      <LoadMore {...list} />
    </>
  );
}

function ApiKeyRow({ apiKey }: { readonly apiKey: ListedApiKey }) {
  const { t } = useTranslation('keys');
  const { id, app_id, app_name, name, preview, scopes } = apiKey;
  return (
    <Table.Tr>
      <Table.Td maw={260}>
        <Anchor component={Link} to={`/apps/${app_id}/keys/${id}`} className="breakable">
          {name}
        </Anchor>
        <Text size="xs" ff="monospace" c="dimmed" className="breakable">
          {preview}
        </Text>
      </Table.Td>
      <Table.Td>
        <KeyStateBadge state={stateOf(apiKey)} />
      </Table.Td>
      <Table.Td maw={180} className="breakable">
        {app_name}
      </Table.Td>
      <Table.Td maw={220} className="breakable">
        {scopes.length === 0 ? t('noneGiven') : scopes.join(' ')}
      </Table.Td>
      <Table.Td>
        <Time at={apiKey.created_at} />
      </Table.Td>
      <Table.Td maw={220}>
        <LastUsed use={apiKey.last_used} />
      </Table.Td>
      <Table.Td>
        <Time at={apiKey.expires_at} />
      </Table.Td>
    </Table.Tr>
  );
}

function NoKeys({ isFiltered, onCreate }: { isFiltered: boolean; onCreate: () => void }) {
  const { t } = useTranslation('keys');
  const { isAdmin } = useMe();
  if (isFiltered) return <EmptyState py="xl" title={t('noneFound')} />;
  const call = { method: 'POST', path: listPath(isAdmin, '$APP_ID'), body: { name: 'my key' } };
  return (
    <EmptyState py="xl" title={t('noKeys')} description={t('noKeysText')}>
      <EmptyState.Actions>
        <Button onClick={onCreate}>{t('createKey')}</Button>
      </EmptyState.Actions>
      <CommandLine text={curlOf(call)} />
    </EmptyState>
  );
}

export function isFiltered({ app, q, state, soon, unused }: KeyFilters): boolean {
  return [app, q, state, soon, unused].some((value) => value !== undefined);
}
