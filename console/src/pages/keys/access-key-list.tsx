import { Anchor, Button, EmptyState, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/cursor-list';
import { useMe } from '../../api/me';
import { ListTable } from '../../components/list-table';
import { Loading } from '../../components/loading';
import { LoadMore } from '../../components/load-more';
import { Problem } from '../../components/problem';
import { Time } from '../../components/time';
import { accessKeyList, type ListedAccessKey } from './access-keys';
import { isFiltered } from './api-key-list';
import type { KeyFilters } from './api-keys';
import { KeyStateBadge, stateOf } from './key-state';
import { LastUsed } from './last-used';

interface AccessKeyListProps {
  readonly filters: KeyFilters;
  readonly onCreate: () => void;
}

export function AccessKeyList({ filters, onCreate }: AccessKeyListProps) {
  const { t } = useTranslation('keys');
  const { isAdmin } = useMe();
  const list = useInfiniteQuery(accessKeyList(isAdmin, filters));
  if (list.isPending) return <Loading />;
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  const rows = rowsOf<ListedAccessKey>(list.data.pages);
  if (rows.length === 0) {
    if (isFiltered(filters)) return <EmptyState py="xl" title={t('noneFound')} />;
    return (
      <EmptyState py="xl" title={t('noPairs')} description={t('noPairsText')}>
        <EmptyState.Actions>
          <Button onClick={onCreate}>{t('createPair')}</Button>
        </EmptyState.Actions>
      </EmptyState>
    );
  }
  return (
    <>
      <ListTable
        label={t('accessKeys')}
        minWidth={760}
        columns={[
          t('name'),
          t('stateLabel'),
          t('app'),
          t('tokenTypes'),
          t('created'),
          t('lastUsed'),
        ]}
      >
        {rows.map((key) => (
          <Table.Tr key={key.id}>
            <Table.Td maw={280}>
              <Anchor
                component={Link}
                to={`/apps/${key.app_id}/access-keys/${key.id}`}
                className="breakable"
              >
                {key.name}
              </Anchor>
              <Text size="xs" ff="monospace" c="dimmed" className="breakable">
                {key.ak}
              </Text>
            </Table.Td>
            <Table.Td>
              <KeyStateBadge state={stateOf(key)} />
            </Table.Td>
            <Table.Td maw={180} className="breakable">
              {key.app_name}
            </Table.Td>
            <Table.Td>{key.token_types.join(' ')}</Table.Td>
            <Table.Td>
              <Time at={key.created_at} />
            </Table.Td>
            <Table.Td maw={220}>
              <LastUsed use={key.last_used} />
            </Table.Td>
          </Table.Tr>
        ))}
      </ListTable>
      <LoadMore {...list} />
    </>
  );
}
