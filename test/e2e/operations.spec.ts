import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../harness/free-port.js';
import { rawRequest, sendRaw } from '../harness/raw.js';
import { startServer, type TestServer } from '../harness/server.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

describe('a running server', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer({ env: { OSTIARY_TRUSTED_PROXIES: '127.0.0.2/32' } });
  });
  afterAll(async () => {
    await server.stop();
  });

  it('is alive and ready, and says what it checked', async () => {
    expect((await server.call('GET', '/livez')).body).toEqual({ status: 'ok' });
    const { status, body } = await server.call('GET', '/readyz');

    expect([status, body['status']]).toEqual([200, 'ok']);
    expect(body['checks']).toEqual(expect.arrayContaining(['database', 'signing_key']));
  });

  it('shows its metrics', async () => {
    const { status, headers, body } = await server.call('GET', '/metrics');

    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/plain');
    expect(body['text']).toContain('ostiary_auth_decisions_total');
  });

  it.each([
    ['GET', '/livez'],
    ['GET', '/nowhere'],
    ['GET', '/%zz'],
    ['POST', '/login'],
    ['GET', '/admin/users'],
    ['GET', '/credential'],
    ['GET', '/oauth/authorize'],
    ['POST', '/oauth/token'],
    ['GET', '/oauth/jwks'],
    ['GET', '/.well-known/openid-configuration'],
    ['GET', '/api/weather-basic/now'],
    ['GET', '/docs'],
    ['GET', '/errors/not_found'],
  ])('names its answer to %s %s, and forbids to guess its type', async (method, path) => {
    const { headers } = await server.call(method, path);

    expect(headers.get('x-request-id')).toMatch(/^req_[0-9a-z]{26}$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(['/debug', '/.env', '/.git/config', '/health', '/main.js.map', '/package.json'])(
    'has nothing at %s',
    async (path) => {
      expect((await server.call('GET', path)).status).toBe(404);
    },
  );

  it('answers doubled Host headers and absolute targets with a problem', async () => {
    const doubled = await sendRaw(server.port, rawRequest('GET', '/livez', ['Host: other']));
    const absolute = await sendRaw(server.port, rawRequest('GET', 'http://other/livez'));

    for (const response of [doubled, absolute]) {
      expect(response.status).toBe(400);
      expect(response.header('content-type')).toEqual(['application/problem+json']);
    }
  });

  it('takes the request id of a trusted proxy only', async () => {
    const request = rawRequest('GET', '/livez', ['X-Request-Id: from-the-proxy']);
    const trusted = await sendRaw(server.port, request, { localAddress: '127.0.0.2' });
    const stranger = await sendRaw(server.port, request);

    expect(trusted.header('x-request-id')).toEqual(['from-the-proxy']);
    expect(stranger.header('x-request-id')[0]).toMatch(/^req_/);
  });

  it('prints neither the password of its administrator nor a token or key', async () => {
    const token = await server.loginAsAdmin();
    await server.call('GET', `/nowhere?api_key=canary-4711&x=${token}`, {
      headers: { authorization: `Bearer ${token}`, 'x-api-key': 'canary-4712' },
    });
    await vi.waitFor(() => expect(server.output()).toContain('/nowhere?api_key=[redacted]'));
    const output = server.output();

    for (const secret of [server.adminPassword, token, 'canary-4711', 'canary-4712']) {
      expect(output).not.toContain(secret);
    }
  });

  it('keeps its files to itself', () => {
    const data = join(server.directory, 'data');

    for (const file of readdirSync(data)) {
      expect([file, statSync(join(data, file)).mode & 0o077]).toEqual([file, 0]);
    }
  });
});

describe('a server that is told to stop', () => {
  it('ends with code 0, and starts again on its data', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'ostiary-restart-'));
    try {
      const first = await startServer({ directory });
      expect(await first.stop()).toBe(0);
      const env = { OSTIARY_ADMIN_PASSWORD: first.adminPassword };
      const second = await startServer({ directory, env });
      await second.loginAsAdmin();
      expect(await second.stop()).toBe(0);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

describe('a server that cannot start', () => {
  /** Starts the program as an operator would and waits for its end. */
  async function run(env: Record<string, string>): Promise<{ code: number; stderr: string }> {
    const directory = mkdtempSync(join(tmpdir(), 'ostiary-boot-'));
    const child = spawn(process.execPath, [MAIN], {
      cwd: directory,
      env: { PATH: process.env['PATH'] ?? '', PORT: String(await freePort()), ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    const left = readdirSync(directory);
    rmSync(directory, { recursive: true });
    expect(left).toEqual([]);
    return { code, stderr };
  }

  it.each<[string, Record<string, string>]>([
    ['OSTIARY_TRUSTED_PROXIES', { OSTIARY_TRUSTED_PROXY: '10.0.0.0/8' }],
    ['OSTIARY_WORKERS', { OSTIARY_WORKERS: '4' }],
    ['OSTIARY_PUBLIC_URL', { OSTIARY_PUBLIC_URL: 'https://example.com/auth' }],
    [
      'OSTIARY_ADMIN_PASSWORD',
      { OSTIARY_ADMIN_USERNAME: 'root', OSTIARY_ADMIN_PASSWORD: 'my_secret_key' },
    ],
    [
      'OSTIARY_MASTER_KEY',
      { NODE_ENV: 'production', OSTIARY_MASTER_KEY: Buffer.alloc(32).toString('base64') },
    ],
  ])('says so in one line that names %s, and leaves nothing behind', async (name, env) => {
    const { code, stderr } = await run(env);

    expect(code).not.toBe(0);
    const lines = stderr.split('\n').filter((line) => !line.startsWith('oidc-provider WARNING'));
    expect(lines).toEqual([expect.stringMatching(`^ostiary: .*${name}`), '']);
  });
});
