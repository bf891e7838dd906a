import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** An upstream that answers with bytes, whatever they are. */
export interface RawUpstream {
  readonly origin: string;
  /** The heads of the requests that came, and on how many connections. */
  readonly heads: readonly string[];
  connections(): number;
  /** What it does from now on with a connection on which a request has come. */
  answerWith(answer: string | ((socket: Socket) => void)): void;
  stop(): Promise<void>;
}

/** Reads heads only: send requests without a body. */
export async function startRawUpstream(): Promise<RawUpstream> {
  const heads: string[] = [];
  const open = new Set<Socket>();
  let connections = 0;
  let answer: string | ((socket: Socket) => void) = '';
  const server: Server = createServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
    socket.on('data', (chunk) => {
      heads.push(chunk.toString('latin1'));
      if (typeof answer === 'string') socket.write(Buffer.from(answer, 'latin1'));
      else answer(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heads,
    connections: () => connections,
    answerWith: (next) => (answer = next),
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
