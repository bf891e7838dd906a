import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALLBACK, PASSWORD } from '../../harness/oauth-names.js';
import { startServer, type TestServer } from '../../harness/server.js';
import { authorizeUrl, Browser } from '../../integration/oauth/browser.js';

const WRONG = 'certainly not the password';

/** Every way in checks the same password, and so has the same count. */
describe('wrong passwords of one account', () => {
  let server: TestServer;
  let clientId: string;
  beforeAll(async () => {
    server = await startServer();
    const { body: app } = await server.admin<{ id: string }>('POST', '/admin/apps', { name: 'A' });
    const client = { client_name: 'Shop', redirect_uris: [CALLBACK], scope: 'openid' };
    const path = `/admin/apps/${app.id}/oauth-clients`;
    clientId = (await server.admin<{ client_id: string }>('POST', path, client)).body.client_id;
  });
  afterAll(() => server.stop());

  const createUser = async (username: string): Promise<string> => {
    const user = { username, password: PASSWORD };
    return (await server.admin<{ id: string }>('POST', '/admin/users', user)).body.id;
  };
  const login = (username: string, password = WRONG) =>
    server.call('POST', '/login', { body: { username, password } });
  const statusOf = async (username: string, password = WRONG): Promise<number> =>
    (await login(username, password)).status;
  const onPage = async (username: string, password = WRONG): Promise<number> => {
    const browser = new Browser({ url: `http://localhost:${server.port}` });
    const page = await browser.open(authorizeUrl(clientId, { scope: 'openid' }));
    return (await browser.submit(page, { username, password })).status;
  };

  it('R05: are counted together at POST /login, on the sign-in page and where it is changed', async () => {
    await createUser('bertha');
    const { body } = await login('bertha', PASSWORD);
    const authorization = `Bearer ${String(body['access_token'])}`;
    const change = async (current_password: string): Promise<number> => {
      const passwords = { current_password, new_password: `${PASSWORD}, and more` };
      const options = { headers: { authorization }, body: passwords };
      return (await server.call('POST', '/account/password', options)).status;
    };
    for (let i = 0; i < 4; i += 1) expect(await statusOf('bertha')).toBe(401);
    for (let i = 0; i < 3; i += 1) expect(await onPage('bertha')).not.toBe(429);
    for (let i = 0; i < 3; i += 1) expect(await change(WRONG)).toBe(400);
    expect(await statusOf('bertha', PASSWORD)).toBe(429);
    expect(await onPage('bertha', PASSWORD)).toBe(429);
    expect(await change(PASSWORD)).toBe(429);
  });

  it('R05: are checked by no other method, which then has nothing to count', async () => {
    await createUser('carla');
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const body = { username: 'carla', password: PASSWORD };
      for (let i = 0; i < 12; i += 1) {
        expect((await server.call(method, '/login', { body })).status).toBe(404);
      }
    }
    expect(await statusOf('carla', PASSWORD)).toBe(200);
  });

  it('R03: are counted together in every spelling, R04: until an administrator sets a new one', async () => {
    const id = await createUser('dora');
    const spellings = ['dora', 'Dora', 'DORA', 'ｄｏｒａ', 'dorA'];
    for (const spelling of spellings) {
      for (let i = 0; i < 2; i += 1) expect(await statusOf(spelling)).toBe(401);
    }
    for (const spelling of spellings) expect(await statusOf(spelling, PASSWORD)).toBe(429);
    const password = `${PASSWORD}, and more`;
    expect((await server.admin('PATCH', `/admin/users/${id}`, { password })).status).toBe(200);
    expect(await statusOf('Dora', password)).toBe(200);
  });
});
