// Writes the pages of docs/ that are made from tables in the code. With --check it writes nothing and
// fails when a page is not what it would write.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { ROOT } from './process.mjs';

const PAGES = [
  ['docs/configuration.md', configurationPage],
  ['docs/errors.md', errorsPage],
];

const outdated = [];
for (const [file, render] of PAGES) {
  const path = join(ROOT, file);
  const text = await render();
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  outdated.push(file);
  if (!process.argv.includes('--check')) writeFileSync(path, text);
}
if (outdated.length > 0 && process.argv.includes('--check')) {
  process.stderr.write(`Not up to date, run "npm run docs": ${outdated.join(', ')}\n`);
  process.exitCode = 1;
}

async function configurationPage() {
  const { SETTINGS } = await load('src/platform/config/settings.ts');
  const rows = SETTINGS.map(
    ({ name, default: fallback, meaning, secret }) =>
      `| \`${name}\`${secret ? ` or \`${name}_FILE\`` : ''} | ${fallback} | ${meaning} |`,
  );
  return `# Configuration

Ostiary is configured by environment variables. All are optional. An unknown \`OSTIARY_*\` name, a value that
cannot be right or a contradiction stops the boot with one line that names the variable. An empty variable
counts as not set. A secret can be given as \`<name>_FILE\`: the path of a file that holds it, as container
platforms mount secrets.

| Variable | Default | Meaning |
| --- | --- | --- |
${rows.join('\n')}

In production (\`NODE_ENV=production\`) secrets that documentation and examples show are refused, and a public
URL without TLS is logged as a warning. An administrator's password that examples use is refused everywhere.

This page is generated from \`src/platform/config/settings.ts\` by \`npm run docs\`.
`;
}

async function errorsPage() {
  const { ERROR_TABLE } = await load('src/kernel/errors/error-table.ts');
  const rows = Object.entries(ERROR_TABLE).map(
    ([code, { status, meaning, remedy }]) =>
      `| ${status} | \`${code}\` | ${meaning.en} | ${remedy.en} |`,
  );
  return `# Error codes

Every refusal outside \`/oauth/…\` is a problem document (RFC 9457) with one of these codes, which never change their
meaning. A running server explains each at \`/errors/<code>\`, in English and Chinese.

| Status | Code | What it means | What to do |
| --- | --- | --- | --- |
${rows.join('\n')}

This page is generated from \`src/kernel/errors/\` by \`npm run docs\`.
`;
}

async function load(file) {
  const { module } = await runnerImport(join(ROOT, file), { logLevel: 'error', configFile: false });
  return module;
}
