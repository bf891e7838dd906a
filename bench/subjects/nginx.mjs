import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, OTHER_CORE, startPinned } from '../harness/processes.mjs';

const MODULES = '/usr/lib/nginx/modules';

/** nginx with 1 KB of JSON in memory: an upstream that costs next to nothing. */
export function startFastUpstream() {
  const body = JSON.stringify({ text: 'x'.repeat(1013) });
  const location = `location / { default_type application/json; return 200 '${body}'; }`;
  return startNginx({ core: OTHER_CORE, location });
}

/** The least that an HTTP server can do. */
export function startNginx204() {
  return startNginx({ location: 'location / { return 204; }' });
}

/** The reverse proxy that everybody knows, doing nothing but forwarding. */
export function startNginxProxy(upstream) {
  return startNginx({
    location: `location / {
      proxy_pass http://upstream; proxy_http_version 1.1; proxy_set_header Connection "";
    }`,
    http: `upstream upstream { server ${new URL(upstream).host}; keepalive 64; }`,
  });
}

/** nginx that decides about API keys by itself, in Lua: hash, look-up, CIDR, a counter, identity headers. */
export async function startNginxLua() {
  const key = `ost_live_${randomBytes(24).toString('hex')}`;
  const digest = createHash('sha256').update(key).digest('hex');
  const code = readFileSync(new URL('../peers/key-check.lua', import.meta.url), 'utf8');
  const subject = await startNginx({
    main: `load_module ${MODULES}/ndk_http_module.so; load_module ${MODULES}/ngx_http_lua_module.so;`,
    http: `lua_shared_dict keys 64m; lua_shared_dict windows 64m;
      init_by_lua_block { ngx.shared.keys:set("${digest}", "app_1|key_1|192.0.2.0|24|token") }`,
    location: `location = / { return 204; } location /verify { content_by_lua_file check.lua; }`,
    files: { 'check.lua': code },
  });
  return { ...subject, apiKey: key };
}

async function startNginx({ core, location, main = '', http = '', files = {} }) {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-bench-nginx-'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${directory}/${name};`)
    .join(' ');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  writeFileSync(
    join(directory, 'nginx.conf'),
    `${main} worker_processes 1; daemon off; master_process off; pid ${directory}/pid; error_log stderr crit;
     events { worker_connections 4096; }
     http { access_log off; keepalive_requests 1000000000; ${temporary} ${http}
       server { listen 127.0.0.1:${port}; ${location} } }`,
  );
  const command = ['nginx', '-p', directory, '-c', join(directory, 'nginx.conf')];
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
  const subject = await startPinned(command, { core, port, env });
  subject.child.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return subject;
}
