import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { LoginTokensService, OAuthRecords } from '../../src/modules/tokens/index.js';
import { UsersService } from '../../src/modules/users/index.js';
import { type Application, startApplication } from '../harness/application.js';

const PASSWORD = 'seven green boats sail';

/** A sign-in that is being answered while the user is signed out everywhere. */
describe('a login whose password was checked before its user was signed out', () => {
  let app: Application;
  let users: UsersService;
  let userId: string;

  beforeAll(async () => {
    app = await startApplication();
    users = app.nest.get(UsersService);
    const user = { username: 'dora', password: PASSWORD, roles: [], groups: [] };
    userId = (await users.create(user)).id;
  });
  afterAll(() => app.close());
  afterEach(() => vi.restoreAllMocks());

  const login = async (password: string) => {
    const response = await fetch(app.url('/login'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'dora', password }),
    });
    return { status: response.status, body: (await response.json()) as { code?: string } };
  };
  /** As the administration does it, when a password has been checked and before the session begins. */
  const replacePassword = (password: string): void => {
    const verify = users.verifyPassword.bind(users);
    vi.spyOn(users, 'verifyPassword').mockImplementationOnce(async (...proof) => {
      const user = await verify(...proof);
      app.clock.passMs(5);
      await users.update(userId, { password }, async () => {
        await app.nest.get(LoginTokensService).revokeAllOf(userId);
        await app.nest.get(OAuthRecords).revokeByAccount(userId);
      });
      return user;
    });
  };

  it('gets nothing, and the next one with the new password does', async () => {
    replacePassword('five blue kites climb');
    expect(await login(PASSWORD)).toMatchObject({ status: 401, body: { code: 'bad_credentials' } });
    const sessions = await app.nest.get(LoginTokensService).list(userId);
    expect(sessions).toEqual([]);
    expect((await login('five blue kites climb')).status).toBe(200);
  });
});
