import { Anchor, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { toProblem } from '../../api/problem';
import { Loading } from '../../components/loading';
import { PageHeader } from '../../components/page-header';
import { Problem } from '../../components/problem';
import { AccessTab } from './access-tab';
import { protectedApi, type ProtectedApi } from './api-data';
import { ConnectTab } from './connect-tab';
import { LimitsTab } from './limits-tab';
import { OverviewTab } from './overview-tab';
import { PublishedApi } from './published-api';
import { API_TABS, type ApiTab } from './routes';
import { RoutesTab } from './routes-tab';
import { TryTab } from './try-tab';

const route = getRouteApi('/apis/$apiId');

const PANELS: Record<ApiTab, (props: { readonly api: ProtectedApi }) => React.ReactNode> = {
  overview: OverviewTab,
  routes: RoutesTab,
  limits: LimitsTab,
  access: AccessTab,
  connect: ConnectTab,
  try: TryTab,
};

/** One API: to be run for administrators, to be called for everybody else. */
export function ApiPage() {
  const { apiId } = route.useParams();
  const { isAdmin } = useMe();
  const { data, error, refetch } = useQuery({ ...protectedApi(apiId), enabled: isAdmin });
  if (data !== undefined) return <RunApi key={apiId} api={data} />;
  // The samples of this server are called like any other, and nobody runs them.
  if (!isAdmin || toProblem(error).status === 404) return <PublishedApi apiId={apiId} />;
  if (error !== null) return <Problem error={error} onRetry={() => void refetch()} />;
  return <Loading />;
}

/** What can be set, seen and tried of an API. */
function RunApi({ api }: { readonly api: ProtectedApi }) {
  const { t } = useTranslation('apis');
  const { tab = 'overview' } = route.useSearch();
  const navigate = route.useNavigate();
  const Panel = PANELS[tab];
  const choose = (name: string | null) => {
    const next = API_TABS.find((known) => known === name);
    void navigate({ search: next === undefined || next === 'overview' ? {} : { tab: next } });
  };
  return (
    <>
      <PageHeader
        title={api.name}
        description={t(api.upstream === null ? 'behindOwnProxy' : 'behindGateway')}
        actions={
          <Anchor component={Link} to="/logs" search={{ api_id: api.id } as never}>
            {t('logs')}
          </Anchor>
        }
      />
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <Tabs.List aria-label={api.name}>
          {API_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {API_TABS.map((name) => (
          <Tabs.Panel key={name} value={name} pt="md">
            {name === tab ? <Panel api={api} /> : null}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
