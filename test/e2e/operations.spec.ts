import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort } from '../harness/free-port.js';
import { rawRequest, sendRaw } from '../harness/raw.js';
import { startServer, type TestServer } from '../harness/server.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const SEVERAL_PROCESSES = {
  DATABASE_URL: 'postgres://127.0.0.1:1/none',
  REDIS_URL: 'redis://127.0.0.1:1',
};

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

/** Starts the program as an operator would, waits for its end, and gives back all that it printed. */
async function run(
  directory: string,
  env: Record<string, string>,
): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [MAIN], {
    cwd: directory,
    env: { PATH: process.env['PATH'] ?? '', PORT: String(await freePort()), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

/** What it printed is one line that says `reason`, and nothing else. */
function expectOneLine({ code, output }: { code: number; output: string }, reason: RegExp): void {
  expect(output.split('\n')).toEqual([expect.stringMatching(/^ostiary: \S/), '']);
  expect(output).toMatch(reason);
  expect(code).toBe(1);
}

describe('a server that cannot start says so in one line', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'ostiary-boot-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it.each<[RegExp, Record<string, string>]>([
    [/OSTIARY_TRUSTED_PROXIES/, { OSTIARY_TRUSTED_PROXY: '10.0.0.0/8' }],
    [/OSTIARY_WORKERS/, { OSTIARY_WORKERS: '4' }],
    [/cannot open the database/, { OSTIARY_WORKERS: '4', ...SEVERAL_PROCESSES }],
    [/OSTIARY_PUBLIC_URL/, { OSTIARY_PUBLIC_URL: 'https://example.com/auth' }],
    [
      /OSTIARY_ADMIN_PASSWORD/,
      { OSTIARY_ADMIN_USERNAME: 'root', OSTIARY_ADMIN_PASSWORD: 'my_secret_key' },
    ],
    [
      /OSTIARY_MASTER_KEY/,
      { NODE_ENV: 'production', OSTIARY_MASTER_KEY: Buffer.alloc(32).toString('base64') },
    ],
    [/HOST/, { HOST: '192.0.2.1' }],
    [/HOST/, { HOST: 'no-such-host.invalid' }],
    [/OSTIARY_MASTER_KEY_FILE/, { OSTIARY_MASTER_KEY_FILE: tmpdir() }],
    [/cannot create the database \/proc\/x/, { OSTIARY_DATA_DIR: '/proc/x' }],
    [/cannot open the database/, { DATABASE_URL: 'postgres://127.0.0.1:1/none' }],
  ])('that names %s, and leaves nothing behind', async (reason, env) => {
    expectOneLine(await run(directory, env), reason);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('when its port is taken, before it creates anything', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    expectOneLine(await run(directory, { PORT: String(port) }), /in use.*set PORT/);
    expect(readdirSync(directory)).toEqual([]);
    other.close();
  });

  it('when its database is the file of something else, which stays as it was', async () => {
    const file = join(directory, 'notes.txt');
    writeFileSync(file, 'not a database\n', { mode: 0o644 });

    const result = await run(directory, { DATABASE_URL: `sqlite:${file}` });

    expectOneLine(result, /notes\.txt is not an SQLite database/);
    expect(readFileSync(file, 'utf8')).toBe('not a database\n');
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(readdirSync(directory)).toEqual(['notes.txt']);
  });

  it('when it cannot read its master key', async () => {
    mkdirSync(join(directory, 'data', 'master.key'), { recursive: true });

    expectOneLine(await run(directory, {}), /cannot read the master key/);
  });

  it('when its first administrator cannot be created', async () => {
    const env = { OSTIARY_ADMIN_USERNAME: 'a\u0007b', OSTIARY_ADMIN_PASSWORD: 'x7'.repeat(12) };

    expectOneLine(await run(directory, env), /OSTIARY_ADMIN_USERNAME/);
  });

  it('when another server has its data, or its master key is another', async () => {
    const server = await startServer({ directory });
    expectOneLine(await run(directory, {}), /in use by another process/);
    expect(await server.stop()).toBe(0);

    const otherKey = { OSTIARY_MASTER_KEY: randomBytes(32).toString('base64') };
    expectOneLine(await run(directory, otherKey), /master key is not the one/);
  }, 60_000);
});
