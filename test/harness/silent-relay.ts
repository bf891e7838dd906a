import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Passes connections on to a loopback port, until it is told to swallow everything. */
export interface SilentRelay {
  readonly port: number;
  /** Connections stay open, also new ones, and nothing passes: as a firewall that forgot them. */
  silence(): void;
  /** Passes connections on again; those that were silenced are dead. */
  resume(): void;
  stop(): Promise<void>;
}

export async function startSilentRelay(targetPort: number): Promise<SilentRelay> {
  let isSilent = false;
  const open = new Set<Socket>();
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    if (isSilent) return;
    const upstream = connect(targetPort, '127.0.0.1');
    keep(upstream);
    client.pipe(upstream).pipe(client);
  });
  const destroyAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    silence() {
      isSilent = true;
      for (const socket of open) socket.unpipe().pause();
    },
    resume() {
      isSilent = false;
      destroyAll();
    },
    async stop() {
      destroyAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
