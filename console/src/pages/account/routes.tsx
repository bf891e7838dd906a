import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route';

export const ACCOUNT_TABS = ['profile', 'password', 'sessions', 'authorized-apps'] as const;
export type AccountTab = (typeof ACCOUNT_TABS)[number];

export interface AccountSearch {
  /** Absent: the profile. */
  readonly tab?: AccountTab;
}

const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/account',
  validateSearch: ({ tab }: Record<string, unknown>): AccountSearch => {
    const known = ACCOUNT_TABS.find((each) => each === tab);
    return known === undefined || known === 'profile' ? {} : { tab: known };
  },
  component: lazyRouteComponent(() => import('./account-page'), 'AccountPage'),
});

export const accountRoutes = [accountRoute] as const;
