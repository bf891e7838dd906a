import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route';

const logsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/logs',
  component: lazyRouteComponent(() => import('./logs-page'), 'LogsPage'),
});

export const logRoutes = [logsRoute] as const;
