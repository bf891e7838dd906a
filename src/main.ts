import { type AppConfig, ConfigError, loadConfig } from './platform/config/index.js';

/**
 * The settings are checked before anything else of the program is loaded, so that a mistake in them
 * costs a moment and one line.
 */
async function main(): Promise<void> {
  let config: AppConfig;
  try {
    config = loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`ostiary: ${error.message}\n`);
    process.exitCode = 1;
    return;
  }
  const { serve } = await import('./serve.js');
  await serve(config);
}

await main();
