import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header';

export function ClientsPage() {
  const { t } = useTranslation('clients');
  return <PageHeader title={t('title')} />;
}
