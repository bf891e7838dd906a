import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { AppConfig } from './platform/config/index.js';
import { StartupError } from './platform/database/index.js';
import { createFastifyAdapter, listenRefusal } from './platform/http/index.js';
import { createLogger, NestLogger } from './platform/observability/index.js';
import { setUpDocs } from './surfaces/docs/index.js';
import { welcome } from './welcome.js';

/**
 * Creates the server, listens, and drains on SIGTERM and SIGINT.
 *
 * @throws StartupError for what the operator can mend
 */
export async function serve(config: AppConfig): Promise<void> {
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
  await app.init();
  await listen(app, config);
  process.stdout.write(welcome(config));
}

/** Not Nest's own `listen`: it logs the error that it also throws. */
async function listen(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  const { host, port } = config;
  try {
    await app.getHttpAdapter().getInstance().listen({ host, port });
  } catch (error) {
    await app.close();
    throw listenRefusal(error, config);
  }
}

/** Change messages do not leave the process yet: a second one would not hear of a revocation in time. */
function requireOneProcess({ workers }: AppConfig): void {
  if (workers > 1) {
    throw new StartupError(
      `OSTIARY_WORKERS is ${workers}, but this version runs as one process: set it to 1`,
    );
  }
}
