import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textSearch } from '../../api/search-text';
import { shellRoute } from '../../shell/shell-route';

/** What the address of the page narrows the log to. */
export interface LogsSearch {
  readonly outcome?: string;
  readonly code?: string;
  readonly api_id?: string;
  readonly app_id?: string;
  readonly credential_id?: string;
  /** Also the calls that the console makes itself. */
  readonly console?: true;
}

const logsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/logs',
  validateSearch: (search: Record<string, unknown>): LogsSearch => ({
    ...textSearch(search, ['outcome', 'code', 'api_id', 'app_id', 'credential_id']),
    ...(search['console'] === true ? { console: true } : {}),
  }),
  component: lazyRouteComponent(() => import('./logs-page'), 'LogsPage'),
});

export const logRoutes = [logsRoute] as const;
