import { connect } from 'node:net';

export interface RawResponse {
  readonly status: number;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  /** All values of a header, in order. */
  header(name: string): string[];
  readonly body: string;
  /** Everything that the server sent, further responses included. */
  readonly text: string;
}

export interface RawOptions {
  /** The loopback address to call from, such as 127.0.0.2. */
  readonly localAddress?: string;
  readonly timeoutMs?: number;
}

/**
 * Sends exactly these bytes over one connection and reads until the server closes it: doubled headers,
 * bad framing and whatever else no HTTP client would send. Ask for `Connection: close`.
 */
export function sendRaw(
  port: number,
  bytes: string | Buffer,
  { localAddress = '127.0.0.1', timeoutMs = 10_000 }: RawOptions = {},
): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: '127.0.0.1', port, localAddress });
    socket.setTimeout(timeoutMs, () => {
      socket.destroy(
        new Error(
          `no end of the response within ${timeoutMs} ms: ${String(Buffer.concat(chunks))}`,
        ),
      );
    });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(parse(Buffer.concat(chunks).toString('latin1'))));
    socket.write(bytes);
  });
}

/** The bytes of a request; header lines are written as they are given, doubled ones included. */
export function rawRequest(
  method: string,
  target: string,
  headerLines: readonly string[] = [],
  body = '',
): string {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const head = [`${method} ${target} HTTP/1.1`, 'Host: 127.0.0.1', ...headerLines, ...length];
  return [...head, 'Connection: close', '', body].join('\r\n');
}

function parse(text: string): RawResponse {
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = text.slice(0, Math.max(end, 0)).split('\r\n');
  const pairs = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
  });
  return {
    status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1] ?? 0),
    rawHeaders: pairs.flat(),
    header: (name) =>
      pairs.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value),
    body: Buffer.from(text.slice(end + 4), 'latin1').toString(),
    text,
  };
}
