import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header';

export function LogsPage() {
  const { t } = useTranslation('logs');
  return <PageHeader title={t('title')} />;
}
