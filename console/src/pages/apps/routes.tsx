import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route';

export interface AppsSearch {
  /** Opens the dialog at once, as a link from elsewhere may. */
  readonly create?: true;
}

const appsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/apps',
  validateSearch: (search: Record<string, unknown>): AppsSearch =>
    search['create'] === true ? { create: true } : {},
  component: lazyRouteComponent(() => import('./apps-page'), 'AppsPage'),
});

const appRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/apps/$appId',
  component: lazyRouteComponent(() => import('./app-page'), 'AppPage'),
});

export const appRoutes = [appsRoute, appRoute] as const;
