import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Passes connections on to a server and tells the source port of each. */
export interface CountingRelay {
  readonly url: string;
  /** Source ports of the connections since the last time this was asked, in order. */
  takePorts(): number[];
  stop(): Promise<void>;
}

export async function startCountingRelay(targetPort: number): Promise<CountingRelay> {
  let ports: number[] = [];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    ports.push(client.remotePort ?? 0);
    const upstream = connect(targetPort, '127.0.0.1');
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
    }
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takePorts() {
      const taken = ports;
      ports = [];
      return taken;
    },
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
