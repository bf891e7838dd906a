import { ENTITIES } from './entities.js';
import { runCommandLine } from './surfaces/cli/index.js';

const code = await runCommandLine(process.argv.slice(2), {
  entities: ENTITIES,
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
});
process.exit(code);
