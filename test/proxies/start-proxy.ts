import { join } from 'node:path';
import { freePort } from '../harness/free-port.js';
import { type ProxyProgram, type RunningProxy, runProxy } from './proxy-process.js';

/** What `GET /admin/apis/{api_id}/connect` answers. */
export interface GeneratedBlock {
  readonly config: string;
  readonly files?: readonly { readonly name: string; readonly content: string }[];
  readonly notes: readonly string[];
}

export type ProxyName = 'nginx' | 'caddy' | 'haproxy' | 'apache';

type Surround = (block: GeneratedBlock, port: number) => Omit<ProxyProgram, 'port'>;

/**
 * Runs a proxy with nothing but the generated block and what the program cannot do without. Only the
 * port and the directory of the block are other than an operator would have them.
 */
export async function startProxy(name: ProxyName, block: GeneratedBlock): Promise<RunningProxy> {
  const port = await freePort();
  return runProxy({ ...SURROUND[name](block, port), port });
}

const SURROUND: Record<ProxyName, Surround> = {
  nginx: (block, port) => ({
    program: '/usr/sbin/nginx',
    args: (directory) => ['-p', directory, '-c', 'nginx.conf', '-e', 'stderr'],
    files: () => ({
      'nginx.conf': NGINX,
      'block.conf': replaced(block.config, 'listen 80;', `listen 127.0.0.1:${port};`),
    }),
    stopSignal: 'SIGTERM',
  }),
  caddy: (block, port) => ({
    program: '/usr/bin/caddy',
    args: () => ['run', '--config', 'Caddyfile', '--adapter', 'caddyfile'],
    files: () => ({
      Caddyfile: `${CADDY}${replaced(block.config, /^:80 \{$/m, `http://:${port} {`)}`,
    }),
  }),
  haproxy: (block, port) => ({
    program: '/usr/sbin/haproxy',
    args: () => ['-db', '-f', 'haproxy.cfg'],
    files: (directory) => ({
      'haproxy.cfg': replaced(
        replaced(block.config, '/etc/haproxy/', `${directory}/`),
        'bind :80',
        `bind 127.0.0.1:${port}`,
      ),
      ...filesOf(block),
    }),
  }),
  apache: (block, port) => ({
    program: '/usr/sbin/apache2',
    args: (directory) => ['-D', 'FOREGROUND', '-f', join(directory, 'apache.conf')],
    files: (directory) => ({
      'apache.conf': `${apache(directory, port)}\n${replaced(
        replaced(block.config, '/etc/apache2/', `${directory}/`),
        '*:80',
        `*:${port}`,
      )}`,
      ...filesOf(block),
    }),
  }),
};

const NGINX = `
daemon off;
worker_processes 1;
pid nginx.pid;
events { worker_connections 256; }
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include block.conf;
}
`;

const CADDY = `{
	admin off
	auto_https off
}
`;

const APACHE_MODULES = ['mpm_event', 'authn_core', 'authz_core', 'lua', 'proxy', 'proxy_http'];

function apache(directory: string, port: number): string {
  return [
    `ServerRoot ${directory}`,
    `DefaultRuntimeDir ${directory}`,
    `PidFile ${directory}/apache.pid`,
    `ErrorLog ${directory}/error.log`,
    'ServerName 127.0.0.1',
    'StartServers 1',
    'ServerLimit 1',
    'ThreadsPerChild 16',
    'MaxRequestWorkers 16',
    'GracefulShutdownTimeout 1',
    `Listen 127.0.0.1:${port}`,
    ...APACHE_MODULES.map(
      (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
    ),
  ].join('\n');
}

function filesOf(block: GeneratedBlock): Record<string, string> {
  return Object.fromEntries((block.files ?? []).map(({ name, content }) => [name, content]));
}

function replaced(text: string, what: string | RegExp, by: string): string {
  const result = typeof what === 'string' ? text.replaceAll(what, by) : text.replace(what, by);
  if (result === text) throw new Error(`the block does not say ${String(what)}`);
  return result;
}
