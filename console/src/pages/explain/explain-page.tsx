import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header';

export function ExplainPage() {
  const { t } = useTranslation('explain');
  return <PageHeader title={t('title')} />;
}
