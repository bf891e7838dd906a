import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textSearch } from '../../api/search-text';
import { shellRoute } from '../../shell/shell-route';

export interface UsageSearch {
  /** 24h, 7d or 30d. */
  readonly range?: string;
  readonly api_id?: string;
  readonly app_id?: string;
  readonly credential_id?: string;
}

const usageRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/usage',
  validateSearch: (search: Record<string, unknown>): UsageSearch =>
    textSearch(search, ['range', 'api_id', 'app_id', 'credential_id']),
  component: lazyRouteComponent(() => import('./usage-page'), 'UsagePage'),
});

export const usageRoutes = [usageRoute] as const;
