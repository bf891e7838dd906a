import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { World } from '../../harness/world.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const API_KEY = 'urn:ostiary:params:oauth:token-type:api_key';
const SCOPE = 'ships:read';

let world: World;
let client: { client_id: string; client_secret: string };

beforeAll(async () => {
  world = await World.open();
  await world.createApi('/live', {
    audience: 'live',
    environment: 'live',
    scopes: [{ name: SCOPE, description: '' }],
  });
  client = await world.create(`/admin/apps/${world.appId}/oauth-clients`, {
    client_name: 'Worker',
    grant_types: ['client_credentials', EXCHANGE],
    machine_scope: SCOPE,
  });
});
afterAll(() => world.close());

async function exchange(token: string, type: string): Promise<string> {
  const { client_id, client_secret } = client;
  const form = { client_id, client_secret, subject_token: token, subject_token_type: type };
  const response = await fetch(world.server.url('/oauth/token'), {
    method: 'POST',
    body: new URLSearchParams({ ...form, grant_type: EXCHANGE, resource: 'live', scope: SCOPE }),
  });
  const body = (await response.json()) as Record<string, unknown>;
  expect([response.status, body['error_description']]).toEqual([200, undefined]);
  return String(body['access_token']);
}

describe('a token that was exchanged for a key', () => {
  const at = (token: string) => ({
    target: '/live/x',
    headers: [`Authorization: Bearer ${token}`],
  });

  it('is of the key’s environment', async () => {
    const live = await world.createKey({ environment: 'live', scopes: [SCOPE] });
    await world.allows(at(await exchange(live.key, API_KEY)));
    const test = await world.createKey({ environment: 'test', scopes: [SCOPE] });
    const problem = await world.refuses(at(await exchange(test.key, API_KEY)), {
      status: 401,
      code: 'credential_kind_not_accepted',
    });
    expect(problem).toMatchObject({ presented_environment: 'test', accepted_environment: 'live' });
  });
});
