import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, OTHER_CORE } from '../harness/processes.mjs';

const POSTGRES = '/usr/lib/postgresql';

/** Postgres and Redis with throw-away data, which several workers need. `stop` ends both. */
export async function startStores() {
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-bench-stores-'));
  const owner = unprivileged();
  if (owner.uid !== undefined) chownSync(directory, owner.uid, owner.gid);
  const [version] = readdirSync(POSTGRES).toSorted().toReversed();
  const bin = join(POSTGRES, version, 'bin');
  const data = join(directory, 'data');
  const run = { ...owner, cwd: directory, stdio: 'ignore' };
  const create = ['--username=ostiary', '--auth=trust', '--no-sync', `--pgdata=${data}`];
  execFileSync(join(bin, 'initdb'), create, run);
  const [port, redisPort] = [await freePort(), await freePort()];
  const settings = [`port=${port}`, `unix_socket_directories=${directory}`, 'max_connections=100'];
  const flags = settings.flatMap((setting) => ['-c', setting]);
  const pinned = (command) => spawn('taskset', ['-c', OTHER_CORE, ...command], run);
  const postgres = pinned([join(bin, 'postgres'), '-D', data, ...flags]);
  const redis = pinned(['redis-server', '--port', String(redisPort), '--save', '']);
  await Promise.all([untilListening(port), untilListening(redisPort)]);
  await pause(1_000);
  return {
    environment: {
      DATABASE_URL: `postgres://ostiary@127.0.0.1:${port}/postgres`,
      REDIS_URL: `redis://127.0.0.1:${redisPort}`,
    },
    async stop() {
      const ended = Promise.all([once(postgres, 'exit'), once(redis, 'exit')]);
      postgres.kill('SIGINT');
      redis.kill();
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Postgres refuses to run as root. */
function unprivileged() {
  if (process.getuid() !== 0) return {};
  const idOf = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function untilListening(port) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const isThere = await new Promise((resolve) => {
      const socket = createConnection(port, '127.0.0.1', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isThere) return;
    await pause(50);
  }
  throw new Error(`nothing listens on ${port}`);
}
