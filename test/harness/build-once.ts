import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Tests of the built server run what is in src/ now. */
export default function buildOnce(): void {
  const script = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [script, '--if-stale'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The server does not build.');
}
