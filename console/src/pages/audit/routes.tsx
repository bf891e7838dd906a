import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textSearch } from '../../api/search-text';
import { shellRoute } from '../../shell/shell-route';

export interface AuditSearch {
  readonly action?: string;
  readonly actor?: string;
  readonly target_id?: string;
  /** Days as a date input has them. */
  readonly from?: string;
  readonly to?: string;
}

const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>): AuditSearch =>
    textSearch(search, ['action', 'actor', 'target_id', 'from', 'to']),
  component: lazyRouteComponent(() => import('./audit-page'), 'AuditPage'),
});

export const auditRoutes = [auditRoute] as const;
