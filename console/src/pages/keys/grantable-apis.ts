import type { App } from '../../api/apps';
import type { CallableApi } from '../../api/callable-apis';

/**
 * The APIs with the scopes that may be given to a credential of the app. Administrators may give any; owners
 * what an administrator has allowed their app.
 */
export function grantableApis(
  apis: readonly CallableApi[],
  app: App | undefined,
  isAdmin: boolean,
): readonly CallableApi[] {
  if (isAdmin) return apis;
  const allowed = new Set(app?.allowed_scopes);
  return apis.map((each) => ({
    ...each,
    scopes: each.scopes.filter(({ name }) => allowed.has(name)),
  }));
}
