import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header';

export function UsagePage() {
  const { t } = useTranslation('usage');
  return <PageHeader title={t('title')} />;
}
