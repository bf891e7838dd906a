import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { loadConfig } from '../../platform/config/index.js';
import { Administrators } from './administrators.js';
import { CliModule } from './cli.module.js';
import type { Surroundings } from './surroundings.js';

/**
 * Opens the database that the environment names, works on it, and closes it.
 *
 * @throws ConfigError and StartupError as the server would; on SQLite also while a server has the file
 */
export async function withAdministrators<Result>(
  { entities }: Surroundings,
  work: (administrators: Administrators) => Promise<Result>,
): Promise<Result> {
  const module = CliModule.register(loadConfig(), entities);
  const context = await NestFactory.createApplicationContext(module, {
    logger: false,
    abortOnError: false,
  });
  try {
    return await work(context.get(Administrators));
  } finally {
    await context.close();
  }
}
