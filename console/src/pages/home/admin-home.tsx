import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { adminSteps } from './admin-steps';
import { Checklist } from './checklist';
import { adminProgressQuery } from './first-steps';

/** Beside what comes first they may come a moment later. */
const AdminCards = lazy(async () => ({ default: (await import('./admin-cards')).AdminCards }));

/** First the way to a call that proves the protection; then what an administrator looks for each day. */
export function AdminHome() {
  const { t } = useTranslation('home');
  const progress = useQuery(adminProgressQuery);
  if (progress.isPending) return <Loading />;
  if (progress.isError) {
    return <Problem error={progress.error} onRetry={() => void progress.refetch()} />;
  }
  return (
    <Stack>
      <Checklist
        title={t('firstSteps')}
        doneText={t('proven')}
        steps={adminSteps(t, progress.data)}
      />
      <Suspense fallback={<Loading />}>
        <AdminCards />
      </Suspense>
    </Stack>
  );
}
