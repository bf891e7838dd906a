import { Anchor, Button, EmptyState, Table } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { gatewayUrl } from '../../api/callable-apis';
import { rowsOf } from '../../api/cursor-list';
import { CommandLine } from '../../components/command-line';
import { curlOf } from '../../components/curl';
import { ListTable } from '../../components/list-table';
import { LoadMore } from '../../components/load-more';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { type ProtectedApi, protectedApis } from './api-data';
import { KindNames } from './kind-names';

/** The list of administrators: every API, newest first. */
export function ProtectedApis() {
  const list = useInfiniteQuery(protectedApis);
  if (list.isPending) return <Loading />;
  if (list.error !== null)
    return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  const rows = rowsOf(list.data.pages);
  if (rows.length === 0) return <NoApis />;
  return (
    <>
      <ApiTable rows={rows} />
      <LoadMore {...list} />
    </>
  );
}

function ApiTable({ rows }: { readonly rows: readonly ProtectedApi[] }) {
  const { t } = useTranslation('apis');
  return (
    <ListTable
      label={t('title')}
      minWidth={720}
      columns={[t('name'), t('calledAt'), t('upstream'), t('accept')]}
    >
      {rows.map((row) => (
        <Table.Tr key={row.id}>
          <Table.Td maw={260} miw={140} className="breakable">
            <Anchor component={Link} to={`/apis/${row.id}`}>
              {row.name}
            </Anchor>
          </Table.Td>
          <Table.Td className="breakable">
            <code>{gatewayUrl(row)}</code>
          </Table.Td>
          <Table.Td className="breakable">
            {row.upstream === null ? t('ownProxy') : <code>{row.upstream}</code>}
          </Table.Td>
          <Table.Td>
            <KindNames kinds={row.accept} />
          </Table.Td>
        </Table.Tr>
      ))}
    </ListTable>
  );
}

function NoApis() {
  const { t } = useTranslation('apis');
  const body = { name: 'Orders', path_prefix: '/orders', upstream: 'http://127.0.0.1:8080' };
  return (
    <EmptyState py="xl" title={t('noApis')} description={t('noApisHint')}>
      <EmptyState.Actions>
        <Button component={Link} to="/apis/new">
          {t('createApi')}
        </Button>
      </EmptyState.Actions>
      <CommandLine text={curlOf({ method: 'POST', path: '/admin/apis', body })} />
    </EmptyState>
  );
}
