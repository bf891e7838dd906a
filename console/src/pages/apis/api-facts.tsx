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
    ...(api.path_aliases.length === 0
      ? []
      : [[t('pathAliases'), <code>{api.path_aliases.join(', ')}</code>] as const]),
    [t('audience'), <code>{api.audience}</code>],
    [t('upstream'), api.upstream === null ? t('ownProxy') : <code>{api.upstream}</code>],
    [t('accept'), <KindNames kinds={api.accept} />],
    ...(api.environment === null
      ? []
      : [[t('environment'), t(`environments.${api.environment}`)] as const]),
    [t('queryKey'), <QueryKey api={api} />],
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

function QueryKey({ api }: { readonly api: ProtectedApi }) {
  const { t } = useTranslation('common');
  if (!api.query_key) return t('no');
  return api.query_key_name === null ? t('yes') : <code>{api.query_key_name}</code>;
}
