import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { PageHeader } from '../../components/page-header';

/** Nobody sees both. */
const AdminHome = lazy(async () => ({ default: (await import('./admin-home')).AdminHome }));
const ConsumerHome = lazy(async () => ({
  default: (await import('./consumer-home')).ConsumerHome,
}));

/** What comes next, and what wants to be looked at. */
export function HomePage() {
  const { t } = useTranslation('home');
  const { isAdmin } = useMe();
  return (
    <>
      <PageHeader title={t('title')} description={isAdmin ? t('adminText') : t('consumerText')} />
      {isAdmin ? <AdminHome /> : <ConsumerHome />}
    </>
  );
}
