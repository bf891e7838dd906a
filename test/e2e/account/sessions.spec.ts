import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../clients/person.js';
import type { TestServer } from '../../harness/server.js';
import type { Page } from '../admin/fixture.js';
import {
  allowClient,
  newOwner,
  type Owner,
  refreshStatus,
  saidBy,
  signIn,
  startAccounts,
  verdictOn,
} from './fixture.js';

const PATH = '/account/sessions';

let server: TestServer;

beforeAll(async () => {
  server = await startAccounts();
});
afterAll(() => server.stop());

const sessionsOf = async (owner: Owner) => {
  const { status, body } = await owner.call<Page>('GET', PATH);
  expect(status).toBe(200);
  return body.data;
};

describe('the sign-ins of a person', () => {
  it('are listed, those of programs and of browsers, and say from where', async () => {
    const owner = await newOwner(server);
    await allowClient(server, owner.username, 'openid');
    const sessions = await sessionsOf(owner);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string;
    expect(sessions.map(({ kind }) => kind).sort()).toEqual(['browser', 'login']);
    for (const session of sessions) {
      const isLogin = session['kind'] === 'login';
      expect(session).toEqual({
        id: expect.stringMatching(isLogin ? /^ses_/ : /^web_/) as string,
        kind: session['kind'],
        created_at: time,
        last_used_at: time,
        expires_at: time,
        client_address: '127.0.0.1',
        user_agent: isLogin ? 'curl/8.5 (e2e)' : null,
        current: isLogin,
      });
    }
  });

  it('are nobody else’s to see or to end', async () => {
    const owner = await newOwner(server);
    const stranger = await newOwner(server);
    await allowClient(server, owner.username, 'openid');
    expect(await sessionsOf(stranger)).toHaveLength(1);
    for (const { id } of await sessionsOf(owner)) {
      const others = await stranger.call('DELETE', `${PATH}/${String(id)}`);
      const missing = await stranger.call('DELETE', `${PATH}/${String(id).slice(0, 5)}0`);
      expect(others.status).toBe(404);
      expect(saidBy(others)).toEqual(saidBy(missing));
    }
    expect(await sessionsOf(owner)).toHaveLength(2);
    expect((await server.call('GET', PATH)).status).toBe(401);
    expect((await server.call('DELETE', PATH)).status).toBe(401);
  });

  it('end one by one, with their refresh tokens', async () => {
    const owner = await newOwner(server);
    const other = await signIn(server, owner.id, owner.username);
    const [found] = (await sessionsOf(owner)).filter(({ current }) => current === false);
    const path = `${PATH}/${String(found?.['id'])}`;
    expect((await owner.call('DELETE', path)).status).toBe(204);
    expect((await other.call('GET', PATH)).body['code']).toBe('token_revoked');
    const refreshed = await server.call('POST', '/login/refresh', {
      body: { refresh_token: other.refreshToken },
    });
    expect(refreshed.status).toBe(401);
    expect((await owner.call('DELETE', path)).status).toBe(404);
    expect(await sessionsOf(owner)).toHaveLength(1);
  });

  it.each<[string, (owner: Owner, person: Person, id: string) => Promise<unknown>]>([
    ['from the list', (owner, _person, id) => owner.call('DELETE', `${PATH}/${id}`)],
    ['at the browser', (_owner, person) => person.open(server.url('/oauth/logout'))],
  ])(
    'of a browser end %s with what apps were allowed, but for access while away',
    async (_where, signOut) => {
      const owner = await newOwner(server);
      const bound = await allowClient(server, owner.username, 'openid profile');
      const lasting = await allowClient(
        server,
        owner.username,
        'openid profile offline_access',
        null,
        bound.person,
      );
      const [browser] = (await sessionsOf(owner)).filter(({ kind }) => kind === 'browser');
      expect(await verdictOn(server, bound.accessToken)).toBe('allowed');
      await signOut(owner, bound.person, String(browser?.['id']));
      expect((await sessionsOf(owner)).map(({ kind }) => kind)).toEqual(['login']);
      expect(await verdictOn(server, bound.accessToken)).toBe('token_revoked');
      expect(await refreshStatus(server, bound)).toBe(400);
      expect(await verdictOn(server, lasting.accessToken)).toBe('allowed');
      expect(await refreshStatus(server, lasting)).toBe(200);
      const answered = bound.person.answered.length;
      await allowClient(
        server,
        owner.username,
        'openid profile',
        { client_id: bound.clientId, client_secret: bound.clientSecret },
        bound.person,
      );
      expect(bound.person.answered.slice(answered)).toEqual(['login']);
    },
  );

  it('end all at once, the one that asks among them', async () => {
    const owner = await newOwner(server);
    const other = await signIn(server, owner.id, owner.username);
    const app = await allowClient(server, owner.username, 'openid profile');
    expect((await owner.call('DELETE', PATH)).status).toBe(204);
    for (const each of [owner, other]) {
      expect((await each.call('GET', PATH)).body['code']).toBe('token_revoked');
    }
    expect(await verdictOn(server, app.accessToken)).toBe('token_revoked');
    const again = await signIn(server, owner.id, owner.username);
    expect(await sessionsOf(again)).toHaveLength(1);
  });
});
