import { spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SERVER_CORE = '0';

/** A port that nobody listens on at this moment. */
async function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Starts a server pinned to one core and waits until it answers. */
async function startPinned(args, port, path, options) {
  const child = spawn('taskset', ['-c', SERVER_CORE, process.execPath, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    ...options,
  });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`a subject ended with ${child.exitCode}`);
    const answer = await fetch(url + path).catch(() => null);
    if (answer?.ok) return { url, child };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${args[0]} did not start`);
}

/** Resident memory of a process, in MB. */
export function residentMb({ child }) {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

export async function startBare() {
  const port = await freePort();
  return startPinned([join(ROOT, 'bench/bare-server.mjs'), String(port)], port, '/', {});
}

/** The built server with throw-away data, and one good credential of each kind under test. */
export async function startOstiary() {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-bench-'));
  const password = randomBytes(18).toString('base64url');
  const subject = await startPinned([join(ROOT, 'dist/main.js')], port, '/readyz', {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      LOG_LEVEL: 'info',
      OSTIARY_ADMIN_USERNAME: 'bench',
      OSTIARY_ADMIN_PASSWORD: password,
    },
  });
  subject.child.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return { ...subject, ...(await credentials(subject.url, password)) };
}

async function credentials(url, password) {
  const post = async (path, body, token) => {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const { access_token: token } = await post('/login', { username: 'bench', password });
  const app = await post('/admin/apps', { name: 'bench' }, token);
  const { key } = await post(`/admin/apps/${app.id}/api-keys`, { name: 'k', scopes: [] }, token);
  const pair = await post(`/admin/apps/${app.id}/access-keys`, { name: 'p' }, token);
  return { loginToken: token, apiKey: key, signedToken: signToken(pair) };
}

function signToken({ ak, sk }) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: ak, iss: ak, typ: 'app_token', iat: now, exp: now + 7200 };
  const input = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${input}.${createHmac('sha256', sk).update(input).digest('base64url')}`;
}
