import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textSearch } from '../../api/search-text';
import { shellRoute } from '../../shell/shell-route';

/** What the address of the page narrows the list to. */
export interface UsersSearch {
  readonly q?: string;
  readonly role?: string;
  readonly state?: string;
}

const usersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users',
  validateSearch: (search: Record<string, unknown>): UsersSearch =>
    textSearch(search, ['q', 'role', 'state']),
  component: lazyRouteComponent(() => import('./users-page'), 'UsersPage'),
});

const userRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users/$userId',
  component: lazyRouteComponent(() => import('./user-page'), 'UserPage'),
});

export const userRoutes = [usersRoute, userRoute] as const;
