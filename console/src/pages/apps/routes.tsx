import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route';

const appsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/apps',
  component: lazyRouteComponent(() => import('./apps-page'), 'AppsPage'),
});

export const appRoutes = [appsRoute] as const;
