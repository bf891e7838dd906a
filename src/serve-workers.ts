import type { AppConfig } from './platform/config/index.js';
import { createLogger } from './platform/observability/index.js';
import { WorkerPool } from './platform/workers/index.js';
import { welcome } from './welcome.js';

/** Runs the server in several processes; this one starts and ends them, and serves nothing itself. */
export async function serveWithWorkers(config: AppConfig): Promise<void> {
  const logger = createLogger(config);
  for (const warning of config.warnings) logger.warn(warning);
  const pool = new WorkerPool(config.workers, logger);
  const stopped = pool.untilStopped();
  // A worker that could not start has said why.
  if (!(await pool.start())) process.exit(1);
  process.stdout.write(welcome(config));
  process.exit(await stopped);
}
