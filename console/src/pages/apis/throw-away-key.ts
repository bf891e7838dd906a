import { api, unwrap } from '../../api/client';
import type { components } from '../../api/schema';
import type { ProtectedApi } from './api-data';

type Members = Partial<components['schemas']['CreateApiKeyRequest']>;

/** Were the page closed in between, the key would end by itself. */
const LIFETIME_MS = 10 * 60_000;

/**
 * Lends a key for an API and takes it back: it belongs to an app of its own, which goes with it, so that
 * no limit and no count of somebody else's is touched.
 *
 * @param members what is special about the key: a limit, an address, no scopes
 */
export async function withThrowAwayKey<T>(
  target: ProtectedApi,
  members: Members,
  use: (key: string) => Promise<T>,
): Promise<T> {
  const name = 'Try it (throw-away)';
  const app = await unwrap(api.POST('/admin/apps', { body: { name } }));
  try {
    if (target.access === 'granted') {
      const params = { path: { api_id: target.id, app_id: app.id } };
      await unwrap(api.PUT('/admin/apis/{api_id}/grants/{app_id}', { params }));
    }
    const { key } = await unwrap(
      api.POST('/admin/apps/{app_id}/api-keys', {
        params: { path: { app_id: app.id } },
        body: {
          name,
          environment: target.environment ?? 'live',
          scopes: target.scopes.map((scope) => scope.name),
          expires_at: new Date(Date.now() + LIFETIME_MS).toISOString(),
          ...members,
        },
      }),
    );
    return await use(key);
  } finally {
    await unwrap(api.DELETE('/admin/apps/{app_id}', { params: { path: { app_id: app.id } } }));
  }
}
