import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header';

export function KeysPage() {
  const { t } = useTranslation('keys');
  return <PageHeader title={t('title')} />;
}
