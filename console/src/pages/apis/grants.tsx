import { Button, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client';
import { appsQuery } from '../../api/apps';
import { rowsOf } from '../../api/cursor-list';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { ScrollTable } from '../../components/list-table';
import { LoadMore } from '../../components/load-more';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { Time } from '../../components/time';
import { AddGrant } from './add-grant';
import { type ApiGrant, grantsOf } from './api-data';
import { useQuotaText } from './window-text';

/** The apps that an API was granted to, each with its own limits there. */
export function Grants({ apiId }: { readonly apiId: string }) {
  const { t } = useTranslation('apis');
  const list = useInfiniteQuery(grantsOf(apiId));
  const apps = useQuery(appsQuery(true));
  const [removing, setRemoving] = useState<string | null>(null);
  const queries = useQueryClient();
  if (list.isPending) return <Loading />;
  if (list.error !== null)
    return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  const rows = rowsOf(list.data.pages);
  const nameOf = (id: string) => apps.data?.find((app) => app.id === id)?.name ?? id;
  const remove = async () => {
    const params = { path: { api_id: apiId, app_id: removing ?? '' } };
    await unwrap(api.DELETE('/admin/apis/{api_id}/grants/{app_id}', { params }));
    await queries.invalidateQueries({ queryKey: ['grants', apiId] });
  };
  return (
    <Stack>
      {rows.length === 0 ? (
        <Text>{t('noGrants')}</Text>
      ) : (
        <GrantTable rows={rows} nameOf={nameOf} onRemove={setRemoving} />
      )}
      <LoadMore {...list} />
      <AddGrant apiId={apiId} granted={rows.map(({ app_id }) => app_id)} />
      <ConfirmDialog
        isOpen={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('takeGrant', { name: nameOf(removing ?? '') })}
        action={t('remove')}
        isDangerous
        call={{ method: 'DELETE', path: `/admin/apis/${apiId}/grants/${removing ?? ''}` }}
        run={remove}
      >
        {t('takeGrantHint')}
      </ConfirmDialog>
    </Stack>
  );
}

interface GrantTableProps {
  readonly rows: readonly ApiGrant[];
  readonly nameOf: (appId: string) => string;
  readonly onRemove: (appId: string) => void;
}

function GrantTable({ rows, nameOf, onRemove }: GrantTableProps) {
  const { t } = useTranslation('apis');
  const quotaText = useQuotaText();
  return (
    <ScrollTable
      label={t('grants')}
      minWidth={480}
      columns={[t('app'), t('limits'), t('grantedAt')]}
      actions={t('remove')}
    >
      {rows.map((row) => (
        <Table.Tr key={row.app_id}>
          <Table.Td className="breakable">{nameOf(row.app_id)}</Table.Td>
          <Table.Td>{row.rate_limits.map(quotaText).join(', ') || t('noOwnLimit')}</Table.Td>
          <Table.Td>
            <Time at={row.updated_at} />
          </Table.Td>
          <Table.Td>
            <Button
              variant="default"
              size="xs"
              aria-label={t('takeGrant', { name: nameOf(row.app_id) })}
              onClick={() => onRemove(row.app_id)}
            >
              {t('remove')}
            </Button>
          </Table.Td>
        </Table.Tr>
      ))}
    </ScrollTable>
  );
}
