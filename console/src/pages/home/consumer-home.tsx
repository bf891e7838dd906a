import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { Checklist } from './checklist';
import { consumerSteps } from './consumer-steps';
import { consumerProgressQuery } from './first-steps';

/** Beside what comes first they may come a moment later. */
const ConsumerCards = lazy(async () => ({
  default: (await import('./consumer-cards')).ConsumerCards,
}));

/** First the way to a first call; then how one's own keys and calls stand. */
export function ConsumerHome() {
  const { t } = useTranslation('home');
  const progress = useQuery(consumerProgressQuery);
  if (progress.isPending) return <Loading />;
  if (progress.isError) {
    return <Problem error={progress.error} onRetry={() => void progress.refetch()} />;
  }
  const { data } = progress;
  return (
    <Stack>
      <Checklist
        title={t('firstSteps')}
        doneText={t('firstCallMade')}
        steps={consumerSteps(t, data)}
      />
      {data.hasKey ? (
        <Suspense fallback={<Loading />}>
          <ConsumerCards hasCalled={data.isProven} />
        </Suspense>
      ) : null}
    </Stack>
  );
}
