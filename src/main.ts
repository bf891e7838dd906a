import console from 'node:console';
import type { AppConfig } from './platform/config/index.js';
import { ConfigError } from './platform/config/config-error.js';
import { loadConfig } from './platform/config/load-config.js';
import { StartupError } from './platform/database/startup-error.js';
import { assertCanListen } from './platform/http/listen-address.js';
import { workerNumber } from './platform/workers/worker-number.js';
import { keepTickShape } from './tick-shape.js';

/**
 * The settings are checked before anything else of the program is loaded, the doors of its rooms
 * included, so that a mistake in them costs a moment and one line.
 */
async function main(): Promise<void> {
  keepTickShape();
  try {
    const config = loadConfig();
    if (workerNumber() === null) await assertCanListen(config);
    await serve(config);
  } catch (error) {
    process.stderr.write(`ostiary: ${reasonOf(error)}\n`);
    process.exit(1);
  }
}

/** One line for what an operator can mend, the whole stack for what only we can. */
function reasonOf(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StartupError) return error.message;
  return `cannot start: ${error instanceof Error ? error.stack : String(error)}`;
}

/** On Node 20 the OAuth engine prints a line as it is loaded; we test with Node 20, and support it. */
const ENGINE_NOTICE = 'oidc-provider WARNING: Unsupported runtime.';

async function serve(config: AppConfig): Promise<void> {
  if (config.workers > 1 && workerNumber() === null) {
    const { serveWithWorkers } = await import('./serve-workers.js');
    return serveWithWorkers(config);
  }
  const { warn } = console;
  console.warn = (...parts: unknown[]) => {
    if (!String(parts[0]).includes(ENGINE_NOTICE)) warn.apply(console, parts);
  };
  const program = await import('./serve.js').finally(() => (console.warn = warn));
  await program.serve(config);
}

await main();
