import { createRouter } from '@tanstack/react-router';
import { queryClient } from './api/query-client';
import { accountRoutes } from './pages/account/routes';
import { apiRoutes } from './pages/apis/routes';
import { appRoutes } from './pages/apps/routes';
import { auditRoutes } from './pages/audit/routes';
import { clientRoutes } from './pages/clients/routes';
import { explainRoutes } from './pages/explain/routes';
import { homeRoutes } from './pages/home/routes';
import { keyRoutes } from './pages/keys/routes';
import { logRoutes } from './pages/logs/routes';
import { settingsRoutes } from './pages/settings/routes';
import { usageRoutes } from './pages/usage/routes';
import { userRoutes } from './pages/users/routes';
import { shellRoute } from './shell/shell-route';

const routeTree = shellRoute.addChildren([
  ...homeRoutes,
  ...apiRoutes,
  ...appRoutes,
  ...keyRoutes,
  ...clientRoutes,
  ...userRoutes,
  ...logRoutes,
  ...explainRoutes,
  ...auditRoutes,
  ...usageRoutes,
  ...settingsRoutes,
  ...accountRoutes,
]);

export const router = createRouter({
  routeTree,
  basepath: '/console',
  context: { queryClient },
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
