/**
 * The server must not start. The message is one line for whoever started it: what is wrong and what
 * to do. It never contains a secret.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
