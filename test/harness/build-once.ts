import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Tests of the built server and its console run what is in `src/` and `console/src/` now. */
export default function buildOnce(): void {
  rmSync(pathOf('../browser/artefacts'), { recursive: true, force: true });
  const script = pathOf('../../scripts/build.mjs');
  const { status } = spawnSync(process.execPath, [script, '--if-stale'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The server does not build.');
}

function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
