import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it reached the upstream, byte for byte where that matters. */
export interface RecordedRequest {
  readonly method: string;
  /** The request target as it was sent: never parsed, never decoded. */
  readonly target: string;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
  /** All values of a header, in order. */
  header(name: string): string[];
}

/** What the recorder answers: nothing said means 200 and a small JSON body. */
export interface RecorderAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An upstream that remembers what came, to prove that nothing came. */
export interface Recorder {
  /** Its URL without a path: loopback, on a free port. */
  readonly origin: string;
  readonly requests: readonly RecordedRequest[];
  /** How many connections and requests there were. */
  seen(): { connections: number; requests: number };
  /** How many heads of requests came, those whose body never ended included. */
  arrivals(): number;
  /** The last request. @throws when there was none */
  last(): RecordedRequest;
  /** What it answers from now on. */
  answerWith(answer: RecorderAnswer): void;
  stop(): Promise<void>;
}

/** Starts one; `stop()` it in `afterAll`. */
export async function startRecorder(): Promise<Recorder> {
  const requests: RecordedRequest[] = [];
  let connections = 0;
  let arrivals = 0;
  let answer: RecorderAnswer = {};
  const server = createServer((request, response) => {
    arrivals += 1;
    record(request)
      .then((recorded) => {
        requests.push(recorded);
        send(response, answer);
      })
      // The other side hung up: nothing to record, nobody to answer.
      .catch(() => response.destroy());
  });
  server.on('connection', () => (connections += 1));
  await listen(server);
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    seen: () => ({ connections, requests: requests.length }),
    arrivals: () => arrivals,
    last() {
      const recorded = requests.at(-1);
      if (recorded === undefined) throw new Error('nothing was forwarded');
      return recorded;
    },
    answerWith: (next) => (answer = next),
    stop: () => close(server),
  };
}

async function record(request: IncomingMessage): Promise<RecordedRequest> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  const { rawHeaders } = request;
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    rawHeaders,
    body,
    header: (name) =>
      rawHeaders.filter(
        (_value, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === name.toLowerCase(),
      ),
  };
}

function send(
  response: ServerResponse,
  { status = 200, headers = {}, body }: RecorderAnswer,
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body ?? '{"from":"upstream"}');
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
