/**
 * The environment cannot be used. The message is one line that names every variable at fault, fit to
 * be printed as the last thing before the process ends; it never contains a received secret.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(`Configuration: ${problems.join('; ')}`);
  }
}
