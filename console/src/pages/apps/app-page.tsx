import { Alert, Anchor, Group, Paper, Stack, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { App } from '../../api/apps';
import { useMe } from '../../api/me';
import { Facts } from '../../components/facts';
import { LimitsText } from '../../components/limits-text';
import { ObjectLink } from '../../components/object-link';
import { PageHeader } from '../../components/page-header';
import { Standing } from '../../components/standing';
import { Time } from '../../components/time';
import { UsageWeek } from '../../components/usage-week';
import { AppActions } from './app-actions';
import { CallableApis } from './app-apis';
import { AppAccessKeys, AppApiKeys, AppClients } from './app-credentials';
import { type AppPlace, appQuery } from './app-data';

const route = getRouteApi('/apps/$appId');

/** Everything about one app: who answers for it, what it holds, and what it calls. */
export function AppPage() {
  const { t } = useTranslation('apps');
  const { isAdmin } = useMe();
  const { appId } = route.useParams();
  const place: AppPlace = { isAdmin, appId };
  const { data: app } = useSuspenseQuery(appQuery(place));
  return (
    <>
      <PageHeader title={app.name} actions={<AppActions app={app} place={place} />} />
      <Stack>
        {app.enabled ? null : <Alert color="orange">{t('disabledText')}</Alert>}
        <Paper withBorder p="md">
          <AppFacts app={app} />
        </Paper>
        <Section title={t('apiKeys')}>
          <AppApiKeys place={place} />
        </Section>
        <Section title={t('accessKeys')}>
          <AppAccessKeys place={place} />
        </Section>
        <Section title={t('clients')}>
          <AppClients place={place} />
        </Section>
        <Section title={t('apis')}>
          <CallableApis place={place} />
        </Section>
        <Section title={t('week')}>
          <UsageWeek app_id={appId} />
          <Group mt="xs">
            <Anchor size="sm" component={Link} to="/usage" search={{ app_id: appId } as never}>
              {t('usage')}
            </Anchor>
            <Anchor size="sm" component={Link} to="/logs" search={{ app_id: appId } as never}>
              {t('logs')}
            </Anchor>
          </Group>
        </Section>
      </Stack>
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function AppFacts({ app }: { readonly app: App }) {
  const { t } = useTranslation(['apps', 'common']);
  const { allowed_scopes: scopes, owner_id: owner } = app;
  return (
    <Facts
      facts={[
        ['Id', <code key="id">{app.id}</code>],
        [t('state'), <Standing key="state" enabled={app.enabled} />],
        [t('description'), app.description ?? t('noDescription')],
        [t('owner'), owner === null ? t('administration') : <ObjectLink key="owner" id={owner} />],
        [t('allowedScopes'), scopes.length === 0 ? t('none') : scopes.join(' ')],
        [t('common:limits'), <LimitsText key="limits" {...app} />],
        [t('created'), <Time key="created" at={app.created_at} />],
        [t('changed'), <Time key="changed" at={app.updated_at} />],
      ]}
    />
  );
}
