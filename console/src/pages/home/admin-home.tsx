import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { adminSteps } from './admin-steps';
import { Checklist } from './checklist';
import { Denials } from './denials';
import { adminProgressQuery } from './first-steps';
import { KeysCard } from './keys-card';
import { RecentRefusals } from './recent-refusals';

/** First the way to a call that proves the protection; then what an administrator looks for each day. */
export function AdminHome() {
  const { t } = useTranslation('home');
  const progress = useQuery(adminProgressQuery);
  if (progress.isPending) return <Loading />;
  if (progress.isError) {
    return <Problem error={progress.error} onRetry={() => void progress.refetch()} />;
  }
  const checklist = (
    <Checklist
      title={t('firstSteps')}
      doneText={t('proven')}
      steps={adminSteps(t, progress.data)}
    />
  );
  return (
    <Stack>
      {checklist}
      <Denials />
      <KeysCard />
      <RecentRefusals />
    </Stack>
  );
}
