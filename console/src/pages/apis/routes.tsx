import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route';

export const API_TABS = ['overview', 'routes', 'limits', 'access', 'connect', 'try'] as const;
export type ApiTab = (typeof API_TABS)[number];

const apisRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/apis',
  component: lazyRouteComponent(() => import('./apis-page'), 'ApisPage'),
});

const createApiRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/apis/new',
  component: lazyRouteComponent(() => import('./create-api-page'), 'CreateApiPage'),
});

const apiRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/apis/$apiId',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: ApiTab } => {
    const known = API_TABS.find((name) => name === tab);
    return known === undefined ? {} : { tab: known };
  },
  component: lazyRouteComponent(() => import('./api-page'), 'ApiPage'),
});

export const apiRoutes = [apisRoute, createApiRoute, apiRoute] as const;
