import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTwoProcesses, type TwoProcesses } from '../harness/two-processes.js';

const CALLS = 40;

let world: TwoProcesses;
beforeAll(async () => {
  world = await startTwoProcesses();
});
afterAll(() => world.stop());

describe('usage of two processes on one database', () => {
  it('adds up, call by call, while both write the same rows', async () => {
    const [first, second] = world.servers;
    const { body: app } = await first.admin('POST', '/admin/apps', { name: 'Harbour' });
    const path = `/admin/apps/${String(app['id'])}/api-keys`;
    const { body: key } = await first.admin('POST', path, { name: 'key' });
    const headers = { 'x-api-key': String(key['key']), 'user-agent': 'probe/1' };
    const statuses = await Promise.all(
      [first, second].flatMap((server) =>
        Array.from({ length: CALLS }, async () => {
          const { status } = await server.call('GET', '/credential', { headers });
          return status;
        }),
      ),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    const query = `/admin/usage?interval=total&group_by=api,code&credential_id=${String(key['id'])}`;
    // Each writes what it holds before it answers.
    await second.admin('GET', query);
    const { body } = await first.admin('GET', query);
    expect(body['data']).toEqual([
      {
        period_start: expect.any(String) as string,
        api_id: 'ostiary',
        code: 'allowed',
        count: 2 * CALLS,
      },
    ]);
    const { body: shown } = await second.admin('GET', `${path}/${String(key['id'])}`);
    expect(shown['last_used']).toMatchObject({ ip: '127.0.0.1', user_agent: 'probe/1' });
  });
});
