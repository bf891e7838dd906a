// Installs the dependencies when they are missing, differ from the lock file or were built for another
// Node. Prints nothing and costs a few milliseconds when all is well.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, run } from './process.mjs';

const INSTALLED_LOCK = join(ROOT, 'node_modules', '.package-lock.json');
const ABI_MARKER = join(ROOT, 'node_modules', '.node-abi');
/** Some development tools ask for a newer Node than the program does: npm would warn of each. */
const ERRORS_ONLY = '--loglevel=error';

export async function ensureInstalled() {
  if (!isComplete()) {
    process.stderr.write('Installing dependencies (a minute or two, once) …\n');
    // The build needs the development dependencies, also when NODE_ENV is production.
    await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', ERRORS_ONLY]);
  } else if (installedAbi() !== process.versions.modules) {
    process.stderr.write('Another version of Node: rebuilding native dependencies …\n');
    await run('npm', ['rebuild', 'better-sqlite3', ERRORS_ONLY]);
  } else {
    return;
  }
  writeFileSync(ABI_MARKER, process.versions.modules);
}

/** Whether everything that the lock file asks for on this platform is there, in that version. */
function isComplete() {
  if (!existsSync(INSTALLED_LOCK)) return false;
  const wanted = packagesOf(join(ROOT, 'package-lock.json'));
  const installed = packagesOf(INSTALLED_LOCK);
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional === true || installed[path]?.version === entry.version,
  );
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function installedAbi() {
  // Without the marker somebody else installed, most likely with this Node.
  return existsSync(ABI_MARKER) ? readFileSync(ABI_MARKER, 'utf8') : process.versions.modules;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await ensureInstalled();
