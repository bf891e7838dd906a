import { spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SERVER_CORE = '0';
/** The load and what stands behind the subjects share the other core. */
const OTHER_CORE = '1';

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
async function startPinned(core, command, port, path, options = {}) {
  const child = spawn('taskset', ['-c', core, ...command], {
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
  throw new Error(`${command.join(' ')} did not start`);
}

/** Resident memory of a process, in MB. */
export function residentMb({ child }) {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

export async function startBare() {
  const port = await freePort();
  const command = [process.execPath, join(ROOT, 'bench/bare-server.mjs'), String(port)];
  return startPinned(SERVER_CORE, command, port, '/');
}

/** Streams that never end, and 1 KB of JSON for who wants it from Node. */
export async function startUpstream() {
  const port = await freePort();
  const command = [process.execPath, join(ROOT, 'bench/upstream.mjs'), String(port)];
  return startPinned(OTHER_CORE, command, port, '/');
}

/** nginx with 1 KB of JSON in memory: an upstream that costs next to nothing. */
export function startFastUpstream() {
  const body = JSON.stringify({ text: 'x'.repeat(1013) });
  return startNginx(
    OTHER_CORE,
    `location / { default_type application/json; return 200 '${body}'; }`,
  );
}

/** The reverse proxy that everybody knows, doing nothing but forwarding. */
export function startNginxProxy(upstream) {
  const location = `location / {
    proxy_pass http://upstream; proxy_http_version 1.1; proxy_set_header Connection "";
  }`;
  return startNginx(
    SERVER_CORE,
    location,
    `upstream upstream { server ${new URL(upstream).host}; keepalive 64; }`,
  );
}

async function startNginx(core, location, besides = '') {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-bench-nginx-'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${directory}/${name};`)
    .join(' ');
  writeFileSync(
    join(directory, 'nginx.conf'),
    `worker_processes 1; daemon off; master_process off; pid ${directory}/pid; error_log stderr crit;
     events { worker_connections 4096; }
     http { access_log off; keepalive_requests 1000000000; ${temporary} ${besides}
       server { listen 127.0.0.1:${port}; ${location} } }`,
  );
  const command = ['nginx', '-p', directory, '-c', join(directory, 'nginx.conf')];
  const subject = await startPinned(core, command, port, '/');
  subject.child.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return subject;
}

/**
 * The built server with throw-away data, one good credential of each kind under test, and protected
 * APIs before the upstreams.
 *
 * @param apis path prefix → upstream
 */
export async function startOstiary(apis) {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-bench-'));
  const password = randomBytes(18).toString('base64url');
  const subject = await startPinned(
    SERVER_CORE,
    [process.execPath, join(ROOT, 'dist/main.js')],
    port,
    '/readyz',
    {
      cwd: directory,
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        OSTIARY_TRUSTED_PROXIES: '127.0.0.1',
        OSTIARY_ADMIN_USERNAME: 'bench',
        OSTIARY_ADMIN_PASSWORD: password,
      },
    },
  );
  subject.child.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return { ...subject, ...(await fill(subject.url, password, apis)) };
}

async function fill(url, password, apis) {
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
  for (const [prefix, upstream] of Object.entries(apis)) {
    const more = {
      rate_limit: { limit: 1_000_000_000, window_seconds: 3600 },
      upstream_options: { max_concurrent_requests: 2_000 },
    };
    await post(
      '/admin/apis',
      { name: prefix.slice(1), path_prefix: prefix, upstream, ...more },
      token,
    );
  }
  return { loginToken: token, apiKey: key, signedToken: signToken(pair) };
}

function signToken({ ak, sk }) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: ak, iss: ak, typ: 'app_token', iat: now, exp: now + 7200 };
  const input = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${input}.${createHmac('sha256', sk).update(input).digest('base64url')}`;
}
