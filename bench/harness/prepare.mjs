import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../scripts/build.mjs';
import { run } from '../../scripts/process.mjs';
import { BENCH_PACKAGES, ensureSystemPackages } from '../../scripts/system-packages.mjs';
import { OTHER_CORE, ROOT } from './processes.mjs';

const PEERS = join(ROOT, 'bench/peers');

/** Brings what the bench needs, or ends the process and says what is missing. */
export async function prepare() {
  await ensureSystemPackages('The bench measures beside other servers.', BENCH_PACKAGES);
  await installPeers();
  await build({ onlyIfStale: true });
  // This process makes load too.
  execFileSync('taskset', ['-acp', OTHER_CORE, String(process.pid)], { stdio: 'ignore' });
}

async function installPeers() {
  const installed = join(PEERS, 'node_modules/.package-lock.json');
  const wanted = versionsIn(join(PEERS, 'package-lock.json'));
  const present = existsSync(installed) ? versionsIn(installed) : new Map();
  if ([...wanted].every(([path, version]) => present.get(path) === version)) return;
  process.stderr.write('Installing the peers …\n');
  const quiet = ['--omit=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['ci', ...quiet], { cwd: PEERS });
}

function versionsIn(file) {
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(
    Object.entries(packages)
      .filter(([path, { optional, peer }]) => path !== '' && !optional && !peer)
      .map(([path, { version }]) => [path, version]),
  );
}
