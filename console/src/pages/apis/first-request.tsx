import { Alert, Anchor, Loader, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client';
import type { components } from '../../api/schema';
import { Problem } from '../../components/problem';
import { Time } from '../../components/time';

type Decision = components['schemas']['Decision'];

const POLL_MS = 2000;

/** Waits until somebody calls the API; asks only while the page can be seen. */
export function FirstRequest({ apiId }: { readonly apiId: string }) {
  const { data, error } = useQuery({
    queryKey: ['decisions', 'first', apiId],
    queryFn: async () => (await newest(apiId, 'allowed')) ?? newest(apiId, 'refused'),
    refetchInterval: ({ state }) => (state.data?.outcome === 'allowed' ? false : POLL_MS),
    staleTime: 0,
  });
  // A live region speaks of what changes in it, so it is there from the beginning.
  return (
    <div role="status" aria-live="polite">
      {error === null ? null : <Problem error={error} />}
      {error !== null || data === undefined ? null : data === null ? (
        <Waiting />
      ) : (
        <Arrived decision={data} />
      )}
    </div>
  );
}

/** The latest of its calls that ended so, as far as they are remembered. */
async function newest(apiId: string, outcome: 'allowed' | 'refused'): Promise<Decision | null> {
  const params = { query: { api_id: apiId, outcome, limit: 1 } };
  const { data } = await unwrap(api.GET('/admin/decisions', { params }));
  return data[0] ?? null;
}

function Waiting() {
  const { t } = useTranslation('apis');
  return (
    <Alert
      color="gray"
      variant="outline"
      icon={<Loader size="sm" aria-hidden />}
      title={t('waiting')}
    >
      <Text size="sm">{t('waitingHint')}</Text>
    </Alert>
  );
}

function Arrived({ decision }: { readonly decision: Decision }) {
  const { t } = useTranslation('apis');
  const { method, path, outcome, code, decided_at, request_id } = decision;
  const isAllowed = outcome === 'allowed';
  return (
    <Alert
      color={isAllowed ? 'green' : 'orange'}
      variant="outline"
      icon={isAllowed ? <IconCircleCheck aria-hidden /> : <IconCircleX aria-hidden />}
      title={t(isAllowed ? 'arrivedAllowed' : 'arrivedRefused')}
    >
      <Text size="sm" className="breakable">
        <code>
          {method} {path}
        </code>{' '}
        {code === null ? null : <code>{code}</code>} <Time at={decided_at} />
      </Text>
      <Anchor size="sm" component={Link} to={`/explain/${request_id}`}>
        {request_id}
      </Anchor>
    </Alert>
  );
}
