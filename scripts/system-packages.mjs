// The programs and libraries of the real clients and databases that the tests run, and of the bench.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exitCode, run } from './process.mjs';

const PYTHON = '/usr/bin/python3';
const NGINX_MODULES = '/usr/lib/nginx/modules';
const APACHE_MODULES = '/usr/lib/apache2/modules';

/** Debian package → whether what it brings is there. Of what `bench/` measures with, and beside. */
export const BENCH_PACKAGES = [
  ['wrk', () => hasProgram('wrk')],
  ['nginx-light', () => hasProgram('nginx')],
  ['libnginx-mod-http-lua', () => existsSync(`${NGINX_MODULES}/ngx_http_lua_module.so`)],
  ['lua-resty-core', () => existsSync('/usr/share/lua/5.1/resty/core.lua')],
  ['gunicorn', () => hasProgram('gunicorn')],
  ['python3-flask', () => hasPythonModule('flask')],
  ['python3-jwt', () => hasPythonModule('jwt')],
];

/** Debian package → whether what it brings is there. Of the tests. */
export const TEST_PACKAGES = [
  ['postgresql', hasPostgres],
  ['python3-requests', () => hasPythonModule('requests')],
  ['python3-jwt', () => hasPythonModule('jwt')],
  ['python3-authlib', () => hasPythonModule('authlib')],
  ['python3-requests-oauthlib', () => hasPythonModule('requests_oauthlib')],
  ['python3-httpx', () => hasPythonModule('httpx')],
  ['libjackson2-databind-java', () => existsSync('/usr/share/java/jackson-databind.jar')],
  ['default-jdk-headless', () => hasProgram('javac')],
  ['openssl', () => hasProgram('openssl')],
  // The server alone: the package `apache2` around it would start a service.
  ['apache2-bin', () => existsSync('/usr/sbin/apache2')],
  ['lua-socket', () => existsSync('/usr/share/lua/5.3/socket.lua')],
  ['nginx-light', () => hasProgram('nginx')],
  ['caddy', () => hasProgram('caddy')],
  ['haproxy', () => hasProgram('haproxy')],
  ['redis-server', () => hasProgram('redis-server')],
  ['chromium', () => hasProgram('chromium')],
  // Chinese pages are looked at, and their words are as wide as they are.
  ['fonts-noto-cjk', () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')],
  ['libapache2-mod-auth-openidc', () => existsSync(`${APACHE_MODULES}/mod_auth_openidc.so`)],
];

/**
 * Installs what is missing where that is possible, and says exactly what is missing where it is not.
 *
 * @param purpose a sentence for whoever has to install something
 */
export async function ensureSystemPackages(purpose, packages) {
  const missing = packages.filter(([, isThere]) => !isThere()).map(([name]) => name);
  if (missing.length === 0) return;
  const aptCommand = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    process.stderr.write(
      `${purpose} Missing Debian packages: ${missing.join(', ')}\n` +
        `Install them (as root: ${aptCommand}), or what brings the same on your system.\n`,
    );
    process.exit(1);
  }
  process.stderr.write(`Installing system packages: ${missing.join(', ')} …\n`);
  // In the runlevel of one user, `invoke-rc.d` starts no service: the tests start their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...missing];
  // The package lists may be missing or old; an update costs more than a first attempt.
  if ((await exitCode('apt-get', install, { env, stdio: 'ignore' })) !== 0) {
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', install, { env });
  }
}

function hasProgram(name) {
  return `${process.env.PATH ?? ''}:/usr/sbin`
    .split(':')
    .some((directory) => directory !== '' && existsSync(join(directory, name)));
}

function hasPythonModule(name) {
  return spawnSync(PYTHON, ['-c', `import ${name}`], { stdio: 'ignore' }).status === 0;
}

function hasPostgres() {
  const versions = '/usr/lib/postgresql';
  const installed = existsSync(versions)
    ? readdirSync(versions).some((version) => existsSync(join(versions, version, 'bin/initdb')))
    : false;
  return installed || (hasProgram('initdb') && hasProgram('postgres'));
}
