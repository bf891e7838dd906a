import { Paper, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { gatewayUrl } from '../../api/callable-apis';
import { Time } from '../../components/time';
import type { ProtectedApi } from './api-data';
import { KindNames } from './kind-names';
import { useQuotaText } from './window-text';

/** The members of an API that are not lists. */
export function ApiFacts({ api }: { readonly api: ProtectedApi }) {
  const { t } = useTranslation(['apis', 'common']);
  const quotaText = useQuotaText();
  const facts = [
    [t('calledAt'), <code>{gatewayUrl(api)}</code>],
    [t('audience'), <code>{api.audience}</code>],
    [t('upstream'), api.upstream === null ? t('ownProxy') : <code>{api.upstream}</code>],
    [t('accept'), <KindNames kinds={api.accept} />],
    [t('queryKey'), t(api.query_key ? 'common:yes' : 'common:no')],
    [t('anonymous'), api.anonymous === null ? t('common:no') : quotaText(api.anonymous)],
    [t('access'), t(`accessKinds.${api.access}`)],
    [t('id'), <code>{api.id}</code>],
    [t('changedAt'), <Time at={api.updated_at} />],
  ] as const;
  return (
    <Paper withBorder w="100%">
      <Table layout="fixed" aria-label={t('tabs.overview')}>
        <Table.Tbody>
          {facts.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w="36%">
                {name}
              </Table.Th>
              <Table.Td className="breakable">{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
