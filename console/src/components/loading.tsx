import { Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The shape of a page that is on its way. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <Stack role="status" aria-label={t('loading')}>
      <Skeleton h={32} w={200} />
      <Skeleton h={120} />
      <Skeleton h={48} />
      <Skeleton h={48} />
    </Stack>
  );
}
