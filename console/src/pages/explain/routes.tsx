import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route';

const explainRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/explain',
  component: lazyRouteComponent(() => import('./explain-page'), 'ExplainPage'),
});

export const explainRoutes = [explainRoute] as const;
