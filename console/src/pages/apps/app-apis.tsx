import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../components/loading';
import { ObjectLink } from '../../components/object-link';
import { Problem } from '../../components/problem';
import { LimitsText } from '../../components/limits-text';
import { type AppApi, appApisQuery } from './app-api-list';
import type { AppPlace } from './app-data';

/** Which APIs let the app in at all; what it may do there its credentials' scopes say. */
export function CallableApis({ place }: { readonly place: AppPlace }) {
  const { t } = useTranslation('apps');
  const query = useQuery(appApisQuery(place));
  if (query.isPending) return <Loading />;
  if (query.isError) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) return <Text size="sm">{t('noApis')}</Text>;
  return (
    <List>
      {query.data.map((one) => (
        <List.Item key={one.id}>
          <ObjectLink id={one.id} /> <Why api={one} />
        </List.Item>
      ))}
    </List>
  );
}

function Why({ api }: { readonly api: AppApi }) {
  const { t } = useTranslation(['apps', 'common']);
  return (
    <Text span size="sm" c="dimmed">
      {t(api.isGranted ? 'apisGranted' : 'apisOpen')}
      {api.limits === null ? null : (
        <>
          {' · '}
          {t('common:limits')}: <LimitsText {...api.limits} />
        </>
      )}
    </Text>
  );
}
