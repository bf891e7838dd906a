import { Anchor, EmptyState, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/cursor-list';
import { CommandLine } from '../../components/command-line';
import { curlOf } from '../../components/curl';
import { ListTable } from '../../components/list-table';
import { Loading } from '../../components/loading';
import { LoadMore } from '../../components/load-more';
import { Problem } from '../../components/problem';
import { Standing } from '../../components/standing';
import { Time } from '../../components/time';
import type { UsersSearch } from './routes';
import { type User, userList, USERS_PATH } from './user-data';

const EXAMPLE = curlOf({ method: 'POST', path: USERS_PATH, body: { username: 'olga' } });

export function UserList({ search }: { readonly search: UsersSearch }) {
  const { t } = useTranslation('users');
  const list = useInfiniteQuery(userList(search));
  if (list.isPending) return <Loading />;
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  const rows = rowsOf<User>(list.data.pages);
  if (rows.length === 0) {
    return (
      <EmptyState py="xl" title={t('noneFound')}>
        <CommandLine text={EXAMPLE} />
      </EmptyState>
    );
  }
  return (
    <>
      <ListTable
        label={t('title')}
        minWidth={720}
        columns={[t('username'), t('state'), t('roles'), t('groups'), t('created')]}
      >
        {rows.map((user) => (
          <UserRow key={user.id} user={user} />
        ))}
      </ListTable>
      <LoadMore {...list} />
    </>
  );
}

function UserRow({ user }: { readonly user: User }) {
  const { t } = useTranslation('users');
  const { name, email } = user.claims;
  return (
    <Table.Tr>
      <Table.Td maw={320}>
        <Anchor component={Link} to={`/users/${user.id}`} className="breakable">
          {user.username}
        </Anchor>
        <Text size="xs" c="dimmed" className="breakable">
          {[name, email].filter(Boolean).join(' · ')}
        </Text>
      </Table.Td>
      <Table.Td>
        <Standing enabled={user.enabled} />
      </Table.Td>
      <Table.Td maw={200} className="breakable">
        {user.roles.join(', ') || t('none')}
      </Table.Td>
      <Table.Td maw={200} className="breakable">
        {user.groups.join(', ') || t('none')}
      </Table.Td>
      <Table.Td>
        <Time at={user.created_at} />
      </Table.Td>
    </Table.Tr>
  );
}
