import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route';

/** What the address of the page says of it. */
export interface KeysSearch {
  readonly tab?: 'access-keys';
  readonly app?: string;
  readonly q?: string;
  readonly state?: string;
  /** Expires within 14 days. */
  readonly soon?: true;
  readonly unused?: true;
  /** Opens the dialog at once, as a link from elsewhere may. */
  readonly create?: true;
  /** Opens the search for something leaked at once. */
  readonly leaked?: true;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const keysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/keys',
  validateSearch: (search: Record<string, unknown>): KeysSearch => {
    const [app, q, state] = [text(search['app']), text(search['q']), text(search['state'])];
    return {
      ...(search['tab'] === 'access-keys' ? { tab: 'access-keys' } : {}),
      ...(app === undefined ? {} : { app }),
      ...(q === undefined ? {} : { q }),
      ...(state === undefined ? {} : { state }),
      ...(search['soon'] === true ? { soon: true } : {}),
      ...(search['unused'] === true ? { unused: true } : {}),
      ...(search['create'] === true ? { create: true } : {}),
      ...(search['leaked'] === true ? { leaked: true } : {}),
    };
  },
  component: lazyRouteComponent(() => import('./keys-page'), 'KeysPage'),
});

const apiKeyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/apps/$appId/keys/$keyId',
  component: lazyRouteComponent(() => import('./api-key-page'), 'ApiKeyPage'),
});

const accessKeyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/apps/$appId/access-keys/$keyId',
  component: lazyRouteComponent(() => import('./access-key-page'), 'AccessKeyPage'),
});

export const keyRoutes = [keysRoute, apiKeyRoute, accessKeyRoute] as const;
