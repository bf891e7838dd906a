import { Anchor, EmptyState } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState
      py="xl"
      title={t('notFound')}
      description={
        <Anchor component={Link} to="/">
          {t('toHome')}
        </Anchor>
      }
    />
  );
}
