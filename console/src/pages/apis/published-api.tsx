import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/cursor-list';
import { Loading } from '../../components/loading';
import { PageHeader } from '../../components/page-header';
import { Problem } from '../../components/problem';
import { NotFound } from '../../shell/not-found';
import { callableApis } from './api-data';
import { CatalogueCard } from './catalogue-card';

/** One API of the catalogue. */
export function PublishedApi({ apiId }: { readonly apiId: string }) {
  const { t } = useTranslation('apis');
  const { data, error, refetch } = useInfiniteQuery(callableApis);
  if (error !== null) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const api = rowsOf(data.pages).find(({ id }) => id === apiId);
  if (api === undefined) return <NotFound />;
  return (
    <>
      <PageHeader title={api.name} description={t('aboutCatalogue')} />
      <CatalogueCard api={api} />
    </>
  );
}
