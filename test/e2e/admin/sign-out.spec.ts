import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Created, createOAuthClient } from '../../clients/consumer.js';
import { Person } from '../../clients/person.js';
import type { TestServer } from '../../harness/server.js';
import { startAdministration } from './fixture.js';

const CALLBACK = 'https://client.example/callback';
const PASSWORD = 'seven green boats sail';

/** What programs have of a user ends with what the user signed in with. */
describe('the OAuth tokens of a user', () => {
  let server: TestServer;
  let client: Created;
  let path: string;
  let person: Person;
  let users = 0;

  beforeAll(async () => {
    let appId: string;
    ({ server, appId } = await startAdministration());
    client = await createOAuthClient(server, appId, {
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [CALLBACK],
      scope: 'openid profile',
    });
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    const username = `user-${(users += 1)}`;
    const user = { username, password: PASSWORD };
    const { body } = await server.admin('POST', '/admin/users', user);
    path = `/admin/users/${String(body['id'])}`;
    person = new Person(username, PASSWORD);
  });

  const token = async (members: Record<string, string>) => {
    const { client_id = '', client_secret = '' } = client;
    const body = new URLSearchParams({ client_id, client_secret, ...members });
    const response = await fetch(server.url('/oauth/token'), { method: 'POST', body });
    const answer = (await response.json()) as Record<string, string>;
    return { status: response.status, body: answer };
  };
  const visit = () => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: client['client_id'] ?? '',
      redirect_uri: CALLBACK,
      scope: 'openid profile',
    });
    return person.visit(new URL(`${server.url('/oauth/authorize')}?${query}`));
  };
  const exchange = (code: string) =>
    token({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK });
  const codeOf = (end: URL) => end.searchParams.get('code') ?? '';
  const refresh = (refreshToken = '') =>
    token({ grant_type: 'refresh_token', refresh_token: refreshToken });
  const call = async (accessToken = '') => {
    const headers = { authorization: `Bearer ${accessToken}` };
    const { status, body } = await server.call('GET', '/credential', { headers });
    return status === 200 ? 'allowed' : body['code'];
  };

  it.each<[string, () => Promise<unknown>]>([
    ['a new password', () => server.admin('PATCH', path, { password: 'nine yellow carts roll' })],
    [
      'disabling, also when the user is enabled again',
      async () => {
        await server.admin('PATCH', path, { enabled: false });
        await server.admin('PATCH', path, { enabled: true });
      },
    ],
    ['removal', () => server.admin('DELETE', path)],
  ])('end with %s, on the very next request', async (_what, change) => {
    const code = codeOf(await visit());
    const { body: tokens } = await exchange(codeOf(await visit()));
    expect(await call(tokens['access_token'])).toBe('allowed');
    await change();
    expect(await call(tokens['access_token'])).toBe('token_revoked');
    expect(await refresh(tokens['refresh_token'])).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect(await exchange(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('need a new sign-in after a new password, where the browser was signed in', async () => {
    await visit();
    await visit();
    expect(person.answered).toEqual(['login', 'consent']);
    await server.admin('PATCH', path, { password: PASSWORD });
    await visit();
    expect(person.answered.slice(2)).toEqual(['login']);
  });

  it('live on when something else of the user changes', async () => {
    const { body: tokens } = await exchange(codeOf(await visit()));
    await server.admin('PATCH', path, { groups: ['staff'], enabled: true });
    expect(await call(tokens['access_token'])).toBe('allowed');
    expect((await refresh(tokens['refresh_token'])).status).toBe(200);
  });
});
