import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header';

export function ApisPage() {
  const { t } = useTranslation('apis');
  return <PageHeader title={t('title')} />;
}
