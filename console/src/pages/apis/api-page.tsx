import { Anchor, Tabs } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header';
import { AccessTab } from './access-tab';
import { protectedApi, type ProtectedApi } from './api-data';
import { ConnectTab } from './connect-tab';
import { LimitsTab } from './limits-tab';
import { OverviewTab } from './overview-tab';
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

/** One API, with what can be set, seen and tried of it. */
export function ApiPage() {
  const { t } = useTranslation('apis');
  const { apiId } = route.useParams();
  const { tab = 'overview' } = route.useSearch();
  const navigate = route.useNavigate();
  const { data } = useSuspenseQuery(protectedApi(apiId));
  const Panel = PANELS[tab];
  const choose = (name: string | null) => {
    const next = API_TABS.find((known) => known === name);
    void navigate({ search: next === undefined || next === 'overview' ? {} : { tab: next } });
  };
  return (
    <>
      <PageHeader
        title={data.name}
        description={t(data.upstream === null ? 'behindOwnProxy' : 'behindGateway')}
        actions={
          <Anchor component={Link} to="/logs" search={{ api_id: apiId } as never}>
            {t('logs')}
          </Anchor>
        }
      />
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <Tabs.List aria-label={data.name}>
          {API_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {API_TABS.map((name) => (
          <Tabs.Panel key={name} value={name} pt="md">
            {name === tab ? <Panel key={`${apiId} ${data.updated_at}`} api={data} /> : null}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
