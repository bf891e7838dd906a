import { createServer, request } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiKeysService } from '../../src/modules/api-keys/index.js';
import { AppsService } from '../../src/modules/apps/index.js';
import { type Application, startApplication } from '../harness/application.js';

let app: Application;
let directory: string;
let socketPath: string;
const server = createServer();

beforeAll(async () => {
  app = await startApplication();
  const instance = app.nest.getHttpAdapter().getInstance();
  server.on('request', (incoming, outgoing) => instance.routing(incoming, outgoing));
  directory = mkdtempSync(join(tmpdir(), 'ostiary-socket-'));
  socketPath = join(directory, 'ostiary.sock');
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await app.close();
  rmSync(directory, { recursive: true, force: true });
});

function call(
  headers: Record<string, string>,
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path: '/credential', headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    sent.on('error', reject).end();
  });
}

async function createKey(ipAllowlist: string[] | null): Promise<string> {
  const owner = { name: 'App', description: null, ownerId: null };
  const { id } = await app.nest.get(AppsService, { strict: false }).create(owner);
  const { key } = await app.nest.get(ApiKeysService, { strict: false }).create(id, {
    name: 'key',
    environment: 'live',
    scopes: [],
    ipAllowlist,
    originAllowlist: null,
    expiresAt: null,
  });
  return key;
}

describe('a caller behind a Unix socket, who has no address', () => {
  it('may use a key that is not bound to addresses', async () => {
    const { status, body } = await call({ 'x-api-key': await createKey(null) });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ client_ip: null });
  });

  it('is on no allowlist, whatever it says of its address [I11]', async () => {
    const key = await createKey(['127.0.0.1/32', '10.0.0.0/8', '::1/128']);
    for (const forwarded of [undefined, '127.0.0.1', '10.0.0.1', '']) {
      const headers = {
        'x-api-key': key,
        ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }),
      };
      const { status, body } = await call(headers);
      expect([status, (JSON.parse(body) as { code: string }).code]).toEqual([
        403,
        'ip_not_allowed',
      ]);
    }
  });
});
