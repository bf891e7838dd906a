import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header';

export function UsersPage() {
  const { t } = useTranslation('users');
  return <PageHeader title={t('title')} />;
}
