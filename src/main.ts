import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { type AppConfig, ConfigError, loadConfig } from './platform/config/index.js';
import { StartupError } from './platform/database/index.js';
import { createFastifyAdapter } from './platform/http/index.js';
import { createLogger, NestLogger } from './platform/observability/index.js';
import { setUpDocs } from './surfaces/docs/index.js';
import { welcome } from './welcome.js';

const EXIT_CANNOT_START = 1;

async function start(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger(config);
  for (const warning of config.warnings) logger.warn(warning);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.register(config),
    createFastifyAdapter(config, logger),
    { logger: new NestLogger(logger), abortOnError: false, bodyParser: false },
  );
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  setUpDocs(app, config);
  await listen(app, config);
  process.stdout.write(welcome(config));
}

async function listen(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new StartupError(
        `Port ${config.port} of ${config.host} is in use. Stop what listens there, or set PORT.`,
      );
    }
    throw error;
  }
}

start().catch((error: unknown) => {
  const isExpected = error instanceof ConfigError || error instanceof StartupError;
  process.stderr.write(
    isExpected
      ? `ostiary: ${error.message}\n`
      : `ostiary: cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(EXIT_CANNOT_START);
});
