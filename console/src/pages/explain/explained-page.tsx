import {
  Alert,
  Anchor,
  Button,
  CopyButton,
  DataList,
  EmptyState,
  Paper,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '../../api/problem';
import { Loading } from '../../components/loading';
import { ObjectLink } from '../../components/object-link';
import { PageHeader } from '../../components/page-header';
import { Problem } from '../../components/problem';
import { Time } from '../../components/time';
import { type Decision, decisionQuery } from '../logs/decisions';
import { Outcome } from '../logs/outcome';
import { CheckList } from '../../components/check-list';
import { ticketText } from './ticket-text';

const route = getRouteApi('/explain/$requestId');

/** How one call was decided, check by check. */
export function ExplainedPage() {
  const { t } = useTranslation(['explain', 'common']);
  const { requestId } = route.useParams();
  const found = useQuery(decisionQuery(requestId));
  if (found.isPending) return <Loading />;
  if (found.isError) {
    return (
      <>
        <PageHeader title={t('title')} />
        {toProblem(found.error).status === 404 ? (
          <EmptyState py="xl" title={t('notFound')} description={t('notFoundText')}>
            <EmptyState.Actions>
              <Button component={Link} to="/explain" variant="default">
                {t('another')}
              </Button>
            </EmptyState.Actions>
          </EmptyState>
        ) : (
          <Problem error={found.error} onRetry={() => void found.refetch()} />
        )}
      </>
    );
  }
  const decision = found.data;
  return (
    <>
      <PageHeader
        title={`${decision.method} ${decision.path}`}
        actions={
          <CopyButton value={ticketText(decision)}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy} aria-live="polite">
                {copied ? t('common:copied') : t('copyTicket')}
              </Button>
            )}
          </CopyButton>
        }
      />
      <Stack>
        {decision.code === null ? null : <Reason decision={decision} />}
        <Paper withBorder p="md">
          <Title order={2} size="h4" mb="sm">
            {t('checksTitle')}
          </Title>
          <CheckList checks={decision.checks} />
        </Paper>
        <Paper withBorder p="md">
          <Facts decision={decision} />
        </Paper>
      </Stack>
    </>
  );
}

function Reason({ decision }: { readonly decision: Decision }) {
  const { t } = useTranslation('common');
  const { title, detail, hint, code } = decision;
  return (
    <Alert color={decision.outcome === 'failed' ? 'orange' : 'red'} title={title}>
      <Stack gap={4}>
        <Text size="sm">{detail}</Text>
        {hint === null ? null : (
          <Text size="sm">
            {t('hint')}: {hint}
          </Text>
        )}
        <Anchor href={`/errors/${code}`} target="_blank" size="sm" c="inherit" underline="always">
          {t('whatItMeans')}: {code}
        </Anchor>
      </Stack>
    </Alert>
  );
}

function Facts({ decision }: { readonly decision: Decision }) {
  const { t } = useTranslation(['explain', 'logs', 'common']);
  const { app_id, credential_id, limits } = decision;
  const facts: (readonly [string, ReactNode])[] = [
    [t('logs:outcomeLabel'), <Outcome key="outcome" outcome={decision.outcome} />],
    [t('logs:time'), <Time key="time" at={decision.decided_at} />],
    [t('common:requestId'), decision.request_id],
    [t('logs:filters.api_id'), decision.api.name],
    [t('logs:who'), decision.kind ?? t('logs:nobody')],
    [t('logs:filters.app_id'), app_id === null ? '–' : <ObjectLink key="app" id={app_id} />],
    [t('logs:filters.credential_id'), credential_id ?? '–'],
    [t('logs:address'), decision.client_ip ?? '–'],
    [t('userAgent'), decision.user_agent ?? '–'],
    ...limits.map(
      ({ name, limit, remaining, window_seconds, reset_seconds }) =>
        [
          `${t('limit')} ${name}`,
          t('limitText', { limit, remaining, window: window_seconds, reset: reset_seconds }),
        ] as const,
    ),
    [t('took'), `${decision.duration_ms} ms`],
  ];
  return (
    <DataList labelWidth={160}>
      {facts.map(([label, value]) => (
        <DataList.Item key={label}>
          <DataList.ItemLabel>{label}</DataList.ItemLabel>
          <DataList.ItemValue className="breakable">{value}</DataList.ItemValue>
        </DataList.Item>
      ))}
    </DataList>
  );
}
