import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { AppConfig } from './platform/config/index.js';
import { StartupError } from './platform/database/index.js';
import { createFastifyAdapter } from './platform/http/index.js';
import { createLogger, NestLogger } from './platform/observability/index.js';
import { setUpDocs } from './surfaces/docs/index.js';
import { welcome } from './welcome.js';

/** Creates the server, listens, and drains on SIGTERM and SIGINT. A start that fails ends the process. */
export async function serve(config: AppConfig): Promise<void> {
  try {
    await start(config);
  } catch (error) {
    process.stderr.write(`ostiary: ${reasonOf(error)}\n`);
    process.exit(1);
  }
}

async function start(config: AppConfig): Promise<void> {
  requireOneProcess(config);
  const logger = createLogger(config);
  for (const warning of config.warnings) logger.warn(warning);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.register(config),
    createFastifyAdapter(config, logger),
    { logger: new NestLogger(logger), abortOnError: false, bodyParser: false },
  );
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  setUpDocs(app, config);
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    throw error;
  }
  process.stdout.write(welcome(config));
}

/** Change messages do not leave the process yet: a second one would not hear of a revocation in time. */
function requireOneProcess({ workers }: AppConfig): void {
  if (workers > 1) {
    throw new StartupError(
      `OSTIARY_WORKERS is ${workers}, but this version runs as one process: set it to 1`,
    );
  }
}

/** One line for what an operator can mend, the whole stack for what only we can. */
function reasonOf(error: unknown): string {
  if (error instanceof StartupError) return error.message;
  const { code, address, port, stack } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  if (code === 'EADDRINUSE') {
    return `port ${port} of ${address} is in use: stop what listens there, or set PORT`;
  }
  return `cannot start: ${stack ?? String(error)}`;
}
