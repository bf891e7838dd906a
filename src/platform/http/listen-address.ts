import { createServer } from 'node:net';
import type { AppConfig } from '../config/index.js';
import { StartupError } from '../database/startup-error.js';

type ListenAddress = Pick<AppConfig, 'host' | 'port'>;

/**
 * Listens for a moment where the server will, so that an address that is not ours or a port that is
 * taken stops the start before anything is created.
 *
 * @throws StartupError
 */
export async function assertCanListen(address: ListenAddress): Promise<void> {
  const { host, port } = address;
  // Whoever connects in that moment must not keep it open.
  const server = createServer((socket) => socket.destroy());
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port }, resolve);
    });
  } catch (error) {
    throw listenRefusal(error, address);
  }
  await new Promise((resolve) => server.close(resolve));
}

/** What an operator can do about an address on which the system does not let us listen. */
export function listenRefusal(error: unknown, { host, port }: ListenAddress): StartupError {
  const { code, message } = error as NodeJS.ErrnoException;
  const refuse = (text: string): StartupError => new StartupError(text, { cause: error });
  switch (code) {
    case 'EADDRINUSE':
      return refuse(`port ${port} of ${host} is in use: stop what listens there, or set PORT`);
    case 'EADDRNOTAVAIL':
      return refuse(`${host} is not an address of this machine: set HOST to one that is`);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return refuse(`the name ${host} has no address (${code}): set HOST to an IP address`);
    case 'EACCES':
      return refuse(`not permitted to listen on port ${port}: set PORT to 1024 or more`);
    default:
      return refuse(`cannot listen on port ${port} of ${host} (${code ?? message})`);
  }
}
