import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';

interface LogLine {
  readonly msg?: string;
  readonly path?: string;
  readonly decision?: string | null;
  readonly credential?: string;
}

describe('the log line of a call', () => {
  let server: TestServer;
  let keysPath: string;

  beforeAll(async () => {
    server = await startServer();
    const app = await server.admin<{ id: string }>('POST', '/admin/apps', { name: 'logged' });
    keysPath = `/admin/apps/${app.body.id}/api-keys`;
  });
  afterAll(() => server.stop());

  const createKey = async () =>
    (
      await server.admin<{ id: string; key: string }>('POST', keysPath, {
        name: 'logged',
        scopes: [],
      })
    ).body;

  /** Makes one call and finds its line. */
  const lineOf = async (path: string, key: string): Promise<LogLine> => {
    await server.call('GET', path, { headers: { 'x-api-key': key } });
    return vi.waitFor(() => {
      const line = server
        .output()
        .split('\n')
        .filter((text) => text.startsWith('{'))
        .map((text) => JSON.parse(text) as LogLine)
        .find((candidate) => candidate.msg === 'request' && candidate.path === path);
      if (line === undefined) throw new Error('not logged yet');
      return line;
    });
  };

  it('names the credential and the decision', async () => {
    const { id, key } = await createKey();
    const line = await lineOf('/data?call=allowed', key);
    expect(line).toMatchObject({ decision: 'allowed', credential: id });
  });

  it('names a credential that was proved and refused, with the true reason [K06]', async () => {
    const { id, key } = await createKey();
    await server.admin('DELETE', `${keysPath}/${id}`);
    const line = await lineOf('/data?call=revoked', key);
    expect(line).toMatchObject({ decision: 'api_key_revoked', credential: id });
  });

  it('names nothing that was not proved', async () => {
    const { key } = await createKey();
    const line = await lineOf('/data?call=cut', key.slice(0, -1));
    expect(line).toMatchObject({ decision: 'credential_malformed' });
    expect(line).not.toHaveProperty('credential');
  });
});

describe('without a line for each allowed call', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer({ env: { OSTIARY_REQUEST_LOG: '' } });
  });
  afterAll(() => server.stop());

  it('the log has refusals, and what changes something, but neither reads nor calls of APIs', async () => {
    const app = await server.admin<{ id: string }>('POST', '/admin/apps', { name: 'logged' });
    const keys = `/admin/apps/${app.body.id}/api-keys`;
    const { body } = await server.admin<{ key: string }>('POST', keys, { name: 'k', scopes: [] });
    const headers = { 'x-api-key': body.key };
    expect((await server.call('POST', '/api/weather-basic/now', { headers })).status).toBe(200);
    expect((await server.call('POST', '/api/weather-basic/off', { headers })).status).toBe(404);
    expect((await server.call('GET', '/data', { headers })).status).toBe(200);
    expect((await server.admin('GET', '/admin/apps')).status).toBe(200);
    await server.call('GET', '/errors/conflict');
    await server.call('GET', '/data?last');

    const lines = (): string[] => {
      const found = server.output().matchAll(/"method":"(\w+)","path":"([^"]+)","status":(\d+)/g);
      return [...found].map(([, method, path, status]) => `${method} ${path} ${status}`);
    };
    await expect.poll(lines).toContain('GET /data?last 401');
    expect(lines()).toEqual([
      'POST /login 200',
      'POST /admin/apps 201',
      `POST ${keys} 201`,
      'POST /api/weather-basic/off 404',
      'GET /errors/conflict 200',
      'GET /data?last 401',
    ]);
  });
});
