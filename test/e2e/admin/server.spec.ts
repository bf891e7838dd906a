import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Administration, createKey, startAdministration, withKey } from './fixture.js';

let world: Administration;
beforeAll(async () => {
  world = await startAdministration();
});
afterAll(() => world.server.stop());

describe('GET /admin/server', () => {
  it('says what runs and how it was set up', async () => {
    const { status, body } = await world.server.admin('GET', '/admin/server');
    expect(status).toBe(200);
    const publicUrl = `http://localhost:${world.server.port}`;
    expect(body).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
      node_version: process.versions.node,
      database: 'sqlite',
      redis: false,
      public_url: publicUrl,
      issuer: publicUrl,
      languages: ['en', 'zh'],
      key_prefix: 'ost',
      dynamic_registration: 'off',
    });
    const uptime = Number(body['uptime_seconds']);
    expect(uptime).toBeGreaterThanOrEqual(0);
    expect(Date.parse(String(body['started_at'])) + uptime * 1000).toBeLessThanOrEqual(Date.now());
  });

  it('leads to documents that are there', async () => {
    const { body } = await world.server.admin('GET', '/admin/server');
    for (const url of Object.values(body['documents'] as Record<string, string>)) {
      const path = url.replace(`http://localhost:${world.server.port}`, '');
      expect([path, (await fetch(world.server.url(path))).status]).toEqual([path, 200]);
    }
  });

  it('holds no secret and no path of the machine', async () => {
    const { body } = await world.server.admin('GET', '/admin/server');
    const text = JSON.stringify(body);
    expect(text).not.toContain(world.server.directory);
    expect(text).not.toContain(world.server.adminPassword);
    expect(text).not.toContain('master');
  });

  it('takes a key with its scope, and refuses everybody else', async () => {
    const ask = async (scopes: string[]) => {
      const { key } = await createKey(world, scopes);
      return withKey(world.server, key, 'GET', '/admin/server');
    };
    expect((await ask(['admin:server'])).status).toBe(200);
    const refused = await ask(['admin:usage']);
    expect([refused.status, refused.body['code']]).toEqual([403, 'insufficient_scope']);
    expect((await world.server.call('GET', '/admin/server')).status).toBe(401);
  });
});
