import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { PageHeader } from '../../components/page-header';
import { AdminHome } from './admin-home';
import { ConsumerHome } from './consumer-home';

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
