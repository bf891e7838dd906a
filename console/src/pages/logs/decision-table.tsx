import { Anchor, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ListTable } from '../../components/list-table';
import { ObjectLink } from '../../components/object-link';
import { Time } from '../../components/time';
import type { Decision } from './decisions';
import { Outcome } from './outcome';

/** Calls, newest first; each leads to its explanation. */
export function DecisionTable({ rows }: { readonly rows: readonly Decision[] }) {
  const { t } = useTranslation('logs');
  return (
    <ListTable
      label={t('title')}
      minWidth={900}
      columns={[
        t('time'),
        t('call'),
        t('filters.api_id'),
        t('outcomeLabel'),
        t('who'),
        t('address'),
      ]}
    >
      {rows.map((row) => (
        <Table.Tr key={row.request_id}>
          <Table.Td>
            <Time at={row.decided_at} />
          </Table.Td>
          <Table.Td maw={320}>
            <Anchor
              component={Link}
              to={`/explain/${row.request_id}`}
              className="breakable"
              size="sm"
            >
              {row.method} {row.path}
            </Anchor>
          </Table.Td>
          <Table.Td maw={160} className="breakable">
            {row.api.name}
          </Table.Td>
          <Table.Td>
            <Outcome outcome={row.outcome} />
            {row.code === null ? null : (
              <Text size="xs" c="dimmed">
                {row.code}
              </Text>
            )}
          </Table.Td>
          <Table.Td maw={260}>
            <Text size="sm">{row.kind ?? t('nobody')}</Text>
            {row.app_id === null ? null : <ObjectLink id={row.app_id} />}
          </Table.Td>
          <Table.Td>{row.client_ip}</Table.Td>
        </Table.Tr>
      ))}
    </ListTable>
  );
}
