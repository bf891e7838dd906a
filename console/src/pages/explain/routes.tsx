import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route';

const explainRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/explain',
  component: lazyRouteComponent(() => import('./explain-page'), 'ExplainPage'),
});

const explainedRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/explain/$requestId',
  component: lazyRouteComponent(() => import('./explained-page'), 'ExplainedPage'),
});

export const explainRoutes = [explainRoute, explainedRoute] as const;
