import { EmptyState, SimpleGrid } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/cursor-list';
import { LoadMore } from '../../components/load-more';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { callableApis } from './api-data';
import { CatalogueCard } from './catalogue-card';

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
