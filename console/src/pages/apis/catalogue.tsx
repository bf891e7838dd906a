import {
  Badge,
  Button,
  Card,
  EmptyState,
  Group,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/cursor-list';
import { CopyField } from '../../components/copy-field';
import { LoadMore } from '../../components/load-more';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { type CallableApi, callableApis } from './api-data';
import { KindNames } from './kind-names';

/** What somebody may call, each with the way to a key for it. */
export function Catalogue() {
  const { t } = useTranslation('apis');
  const list = useInfiniteQuery(callableApis);
  if (list.isPending) return <Loading />;
  if (list.error !== null)
    return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  const rows = rowsOf(list.data.pages);
  if (rows.length === 0) {
    return <EmptyState py="xl" title={t('emptyCatalogue')} description={t('emptyCatalogueHint')} />;
  }
  return (
    <>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {rows.map((row) => (
          <CatalogueCard key={row.id} api={row} />
        ))}
      </SimpleGrid>
      <LoadMore {...list} />
    </>
  );
}

function CatalogueCard({ api }: { readonly api: CallableApi }) {
  const { t } = useTranslation('apis');
  const needsGrant = api.access === 'granted' && api.granted_app_ids.length === 0;
  return (
    <Card withBorder component="article" aria-label={api.name}>
      <Stack gap="xs">
        <Title order={2} size="h4" className="breakable">
          {api.name}
        </Title>
        <CopyField label={t('calledAt')} value={api.url} />
        <KindNames kinds={api.accept} />
        {api.scopes.map(({ name, description }) => (
          <Text key={name} size="sm" className="breakable">
            <code>{name}</code> {description}
          </Text>
        ))}
        {needsGrant ? <Text size="sm">{t('needsGrant')}</Text> : null}
        <Group justify="space-between">
          {api.environment === null ? (
            <span />
          ) : (
            <Badge variant="outline">{t(`environments.${api.environment}`)}</Badge>
          )}
          {api.accept.includes('api_key') ? (
            <Button component={Link} to="/keys" search={{ create: true } as never}>
              {t('getKey')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Card>
  );
}
