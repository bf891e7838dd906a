import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Administration,
  createKey,
  type Page,
  type Problem,
  startAdministration,
  withKey,
} from './fixture.js';

const PATH = '/admin/audit-events';

let world: Administration;
beforeAll(async () => {
  world = await startAdministration();
});
afterAll(() => world.server.stop());

const events = async (query = '') =>
  (await world.server.admin<Page>('GET', `${PATH}?${query}`)).body;

describe('GET /admin/audit-events', () => {
  it('says who changed what, when and from where, newest first', async () => {
    const { id } = await createKey(world, []);
    await world.server.admin('DELETE', `/admin/apps/${world.appId}/api-keys/${id}`);
    const { data } = await events(`target_id=${id}`);
    expect(data.map(({ action }) => action)).toEqual(['api_key.revoke', 'api_key.create']);
    expect(data[0]).toEqual({
      id: expect.stringMatching(/^aud_/) as string,
      at: expect.stringMatching(/Z$/) as string,
      actor_kind: 'login_token',
      actor_id: expect.stringMatching(/^usr_/) as string,
      action: 'api_key.revoke',
      target_type: 'api_key',
      target_id: id,
      request_id: expect.stringMatching(/^req_/) as string,
      client_address: '127.0.0.1',
      detail: expect.objectContaining({ name: 'Key' }) as object,
    });
    const [newest, oldest] = data.map((event) => event['at']);
    expect((await events(`target_id=${id}&to=${oldest as string}`)).data).toEqual([]);
    expect((await events(`target_id=${id}&from=${newest as string}`)).data).not.toEqual([]);
    expect((await events(`target_id=${id}&action=api_key.create`)).data).toHaveLength(1);
    expect((await events(`target_id=${id}&actor=usr_nobody`)).data).toEqual([]);
  });

  it('goes on by cursor, which is good for the same question only', async () => {
    const { data: all } = await events();
    const first = await events('limit=1');
    const second = await events(`limit=1&cursor=${first.next_cursor ?? ''}`);
    expect([...first.data, ...second.data]).toEqual(all.slice(0, 2));
    const other = await world.server.admin<Problem>(
      'GET',
      `${PATH}?action=app.create&cursor=${first.next_cursor ?? ''}`,
    );
    expect([other.status, other.body.errors?.[0]?.pointer]).toEqual([400, '#/cursor']);
  });

  it.each([
    ['action=everything', '#/action'],
    ['from=yesterday', '#/from'],
    ['target_id=', '#/target_id'],
    ['colour=red', '#/colour'],
  ])('refuses %s and names the parameter', async (query, pointer) => {
    const { status, body } = await world.server.admin<Problem>('GET', `${PATH}?${query}`);
    expect([status, body]).toMatchObject([400, { code: 'invalid_request', errors: [{ pointer }] }]);
  });

  it('is for administrators, and for keys with its scope', async () => {
    const anybody = await world.server.call('GET', PATH);
    expect([anybody.status, anybody.body['code']]).toEqual([401, 'credential_missing']);
    const { key: other } = await createKey(world, ['admin:usage']);
    expect((await withKey(world.server, other, 'GET', PATH)).status).toBe(403);
    const { key } = await createKey(world, ['admin:audit']);
    expect((await withKey(world.server, key, 'GET', PATH)).status).toBe(200);
    expect((await world.server.admin('DELETE', PATH)).status).toBe(404);
  });
});
