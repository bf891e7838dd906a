// The TypeORM command line with ormconfig.ts, for example `npm run typeorm -- migration:show`. The
// data source is taken from the built server, so that no TypeScript has to be loaded.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { build } from './build.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { ROOT, exitCode } from './process.mjs';

await ensureInstalled();
await build({ onlyIfStale: true });
const source = readFileSync(join(ROOT, 'ormconfig.ts'), 'utf8').replaceAll("'./src/", "'./");
const { outputText } = ts.transpileModule(source, {
  compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
});
const compiled = join(ROOT, 'dist', 'ormconfig.js');
writeFileSync(compiled, outputText);
try {
  process.exitCode = await exitCode(
    process.execPath,
    [join(ROOT, 'node_modules/typeorm/cli.js'), ...process.argv.slice(2), '-d', compiled],
    { stdio: 'inherit' },
  );
} finally {
  rmSync(compiled);
}
