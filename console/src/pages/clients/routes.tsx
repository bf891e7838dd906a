import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textSearch } from '../../api/search-text';
import { shellRoute } from '../../shell/shell-route';

/** What the address of the page says of it. */
export interface ClientsSearch {
  readonly app?: string;
  readonly q?: string;
  readonly state?: string;
  /** Opens the dialog at once, as a link from elsewhere may. */
  readonly create?: true;
}

const clientsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/clients',
  validateSearch: (search: Record<string, unknown>): ClientsSearch => ({
    ...textSearch(search, ['app', 'q', 'state']),
    ...(search['create'] === true ? { create: true } : {}),
  }),
  component: lazyRouteComponent(() => import('./clients-page'), 'ClientsPage'),
});

export const CLIENT_TABS = ['overview', 'code', 'try'] as const;
export type ClientTab = (typeof CLIENT_TABS)[number];

const clientRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/apps/$appId/clients/$clientId',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: ClientTab } => {
    const known = CLIENT_TABS.find((name) => name === tab);
    return known === undefined ? {} : { tab: known };
  },
  component: lazyRouteComponent(() => import('./client-page'), 'ClientPage'),
});

export const clientRoutes = [clientsRoute, clientRoute] as const;
