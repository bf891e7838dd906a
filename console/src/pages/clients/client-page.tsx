import { Alert, Paper, Stack, Tabs, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { PageHeader } from '../../components/page-header';
import { Snippets } from '../../components/snippets';
import { UsageWeek } from '../../components/usage-week';
import { ClientActions } from './client-actions';
import { type ClientPlace, clientQuery } from './client-data';
import { ClientFacts } from './client-facts';
import { ClientSecrets } from './client-secrets';
import { clientSnippets } from './client-snippets';
import { CLIENT_TABS, type ClientTab } from './routes';
import { TryTab } from './try-tab';

const route = getRouteApi('/apps/$appId/clients/$clientId');

/** Everything about one OAuth client: what it may, how a program uses it, and a try of it. */
export function ClientPage() {
  const { t } = useTranslation('clients');
  const { isAdmin } = useMe();
  const { appId, clientId } = route.useParams();
  const { tab = 'overview' } = route.useSearch();
  const navigate = route.useNavigate();
  const place: ClientPlace = { isAdmin, appId, clientId };
  const { data: client } = useSuspenseQuery(clientQuery(place));
  const show = (name: ClientTab) => {
    const search = name === 'overview' ? {} : { tab: name };
    void navigate({ search, replace: true });
  };
  return (
    <>
      <PageHeader
        title={client.client_name}
        actions={<ClientActions client={client} place={place} />}
      />
      {client.enabled ? null : (
        <Alert color="orange" mb="md">
          {t('disabledText')}
        </Alert>
      )}
      <Tabs value={tab} onChange={(name) => show(name as ClientTab)} keepMounted={false}>
        <Tabs.List mb="md">
          {CLIENT_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Stack>
            <Paper withBorder p="md">
              <ClientFacts client={client} />
            </Paper>
            {client.token_endpoint_auth_method.startsWith('client_secret') ? (
              <Paper withBorder p="md">
                <Title order={2} size="h4" mb="sm">
                  {t('secrets')}
                </Title>
                <ClientSecrets client={client} place={place} />
              </Paper>
            ) : null}
            <Paper withBorder p="md">
              <Title order={2} size="h4" mb="sm">
                {t('week')}
              </Title>
              <UsageWeek credential_id={clientId} />
            </Paper>
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="code">
          <Snippets snippets={clientSnippets(client)} />
        </Tabs.Panel>
        <Tabs.Panel value="try">
          <TryTab client={client} place={place} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
