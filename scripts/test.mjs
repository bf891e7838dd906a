// The whole test suite from a fresh clone: dependencies, system packages, build, checks, tests. The last
// line is "N passed, N failed", from the runner's own report. Arguments are passed on to the runner.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { ROOT, exitCode } from './process.mjs';
import { BENCH_PACKAGES, ensureSystemPackages, TEST_PACKAGES } from './system-packages.mjs';

const packages = [...new Map([...TEST_PACKAGES, ...BENCH_PACKAGES])];

await ensureInstalled();
await ensureSystemPackages('The tests run real clients, databases and servers.', packages);
await build({ onlyIfStale: true });
const checked = await exitCode(process.execPath, ['scripts/check.mjs'], { stdio: 'inherit' });
const { code, passed, failed } = await runTests(process.argv.slice(2));
if (checked !== 0) process.stdout.write('The checks before the tests failed, see above.\n');
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = checked === 0 && code === 0 && failed === 0 && passed > 0 ? 0 : 1;

async function runTests(args) {
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-test-report-'));
  const report = join(directory, 'report.json');
  try {
    const code = await exitCode(
      join(ROOT, 'node_modules', '.bin', 'vitest'),
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
      { stdio: 'inherit' },
    );
    // Without a report the runner itself could not start.
    if (!existsSync(report)) return { code: code || 1, passed: 0, failed: 1 };
    return { code, ...countsOf(JSON.parse(readFileSync(report, 'utf8'))) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A file that cannot even be loaded has no failed test of its own: it counts as one. */
function countsOf(report) {
  const brokenFiles = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
  };
}
