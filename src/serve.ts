import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { AppConfig } from './platform/config/index.js';
import { createFastifyAdapter, listenRefusal } from './platform/http/index.js';
import { createLogger, NestLogger } from './platform/observability/index.js';
import { announceReady, workerNumber } from './platform/workers/index.js';
import { releaseBootMemory } from './release-memory.js';
import { setUpDocs } from './surfaces/docs/index.js';
import { welcome } from './welcome.js';

/**
 * Creates the server of this process, listens, and drains on SIGTERM and SIGINT.
 *
 * @throws StartupError for what the operator can mend
 */
export async function serve(config: AppConfig): Promise<void> {
  const logger = createLogger(config);
  const isAlone = workerNumber() === null;
  if (isAlone) for (const warning of config.warnings) logger.warn(warning);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.register(config),
    createFastifyAdapter(config, logger),
    { logger: new NestLogger(logger), abortOnError: false, bodyParser: false },
  );
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  setUpDocs(app, config);
  await app.init();
  await listen(app, config);
  announceReady();
  releaseBootMemory();
  if (isAlone) process.stdout.write(welcome(config));
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
