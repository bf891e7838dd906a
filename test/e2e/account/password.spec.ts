import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestServer } from '../../harness/server.js';
import { auditOf, type Problem } from '../admin/fixture.js';
import {
  allowClient,
  bearer,
  newOwner,
  PASSWORD,
  refreshStatus,
  signIn,
  startAccounts,
  verdictOn,
} from './fixture.js';

const PATH = '/account/password';
const NEW = 'nine yellow carts roll';

let server: TestServer;

beforeAll(async () => {
  server = await startAccounts();
});
afterAll(() => server.stop());

describe('a password that its owner changes', () => {
  it('ends every other sign-in, refresh family and token, and not the sign-in that asks', async () => {
    const owner = await newOwner(server);
    const other = await signIn(server, owner.id, owner.username);
    const app = await allowClient(server, owner.username, 'openid offline_access');
    const answer = await owner.call('POST', PATH, {
      current_password: PASSWORD,
      new_password: NEW,
    });
    expect(answer.status).toBe(204);

    expect((await owner.call('GET', '/account/profile')).status).toBe(200);
    expect((await other.call('GET', '/account/profile')).body['code']).toBe('token_revoked');
    expect(await verdictOn(server, app.accessToken)).toBe('token_revoked');
    const refreshed = await Promise.all(
      [owner, other].map(({ refreshToken }) =>
        server.call('POST', '/login/refresh', { body: { refresh_token: refreshToken } }),
      ),
    );
    expect(refreshed.map(({ status }) => status)).toEqual([200, 401]);
    expect(await refreshStatus(server, app)).toBe(400);

    await expect(signIn(server, owner.id, owner.username)).rejects.toThrow('no login');
    await signIn(server, owner.id, owner.username, NEW);
    const audit = auditOf(server, owner.id).at(-1);
    expect(audit?.action).toBe('user.change_password');
    expect(audit?.text).not.toMatch(/carts|boats/);
  });

  it('is not changed by whoever does not know it, or for a bad one', async () => {
    const owner = await newOwner(server);
    const change = (current_password: string, new_password: string) =>
      owner.call<Problem>('POST', PATH, { current_password, new_password });
    for (const [current, next, pointer] of [
      ['not the password', NEW, '#/current_password'],
      [PASSWORD, 'short', '#/new_password'],
      [PASSWORD, 'passwordpassword', '#/new_password'],
      ['', NEW, '#/current_password'],
    ] as const) {
      const { status, body } = await change(current, next);
      expect([status, body.code, body.errors?.[0]?.pointer]).toEqual([
        400,
        'invalid_request',
        pointer,
      ]);
    }
    await signIn(server, owner.id, owner.username);
  });

  it('is guessed no more often than at a sign-in', async () => {
    const owner = await newOwner(server);
    const guess = () =>
      owner.call<Problem>('POST', PATH, { current_password: 'a guess', new_password: NEW });
    const answers = [];
    for (let count = 0; count < 11; count += 1) answers.push(await guess());
    expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(400), 429]);
    expect(answers.at(-1)?.body.code).toBe('too_many_attempts');
    await expect(signIn(server, owner.id, owner.username)).rejects.toThrow('no login');
  });

  it('is no business of a program, whatever its scopes', async () => {
    const owner = await newOwner(server);
    const { accessToken } = await allowClient(server, owner.username, 'account:profile');
    const body = { current_password: PASSWORD, new_password: NEW };
    const answer = await server.call('POST', PATH, { headers: bearer(accessToken), body });
    expect([answer.status, answer.body['code']]).toEqual([401, 'credential_kind_not_accepted']);
    expect((await server.call('POST', PATH, { body })).status).toBe(401);
  });
});
