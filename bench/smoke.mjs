// npm run bench:smoke: starts every subject and peer and calls each for a moment. For breakage only: no
// figure is looked at and none is written. The last line is "N passed, N failed".
import { parseArgs } from 'node:util';
import { CASE_NAMES, startCase, subjectStarter } from './cases.mjs';
import { prepare } from './harness/prepare.mjs';
import { peak, steady } from './harness/load.mjs';
import { stopAll } from './harness/processes.mjs';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const counts = { passed: 0, failed: 0 };

await prepare();
const get = subjectStarter({ keys: 60_000 });
try {
  for (const name of CASE_NAMES.filter((each) => new RegExp(values.only).test(each))) {
    await check(name);
  }
} finally {
  await stopAll();
}
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;

async function check(name) {
  try {
    const one = await startCase(get, name);
    // Few at first: when they do not last for the second, more are made.
    if (one.fresh) one.rate = 2_000;
    const { perSecond } = await peak(one, { connections: 4, seconds: 1 });
    if (!(perSecond > 0)) throw new Error('no call was answered');
    if (!one.fresh) {
      const { p99 } = await steady(one, { rate: perSecond / 2, seconds: 1 });
      if (!(p99 > 0)) throw new Error('no latency was told');
    }
    counts.passed += 1;
    process.stdout.write(`✓ ${name}\n`);
  } catch (error) {
    counts.failed += 1;
    process.stdout.write(`✗ ${name}: ${error.message}\n`);
  }
}
