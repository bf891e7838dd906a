import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';

/** Where the suite listens in a real run; `ostiary` is the alias of `suite-config.json`. */
export const SUITE_URL = 'https://www.certification.openid.net/test/a/ostiary';

export interface WireRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface WireAnswer {
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request that the suite's own endpoints received. */
export interface Arrival {
  readonly method: string;
  /** Below the alias, such as `callback`. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/**
 * The network of a run. The server is reached by its public https address, as it would be behind the
 * operator's TLS terminator; the suite's own address is answered here and remembered.
 */
export class Wire {
  private readonly arrivals: Arrival[] = [];

  constructor(
    private readonly publicUrl: string,
    private readonly port: number,
  ) {}

  async send(request: WireRequest): Promise<WireAnswer> {
    const { url } = request;
    if (url.origin === this.publicUrl) return this.forward(request);
    if (url.href.startsWith(`${SUITE_URL}/`)) return this.receive(request);
    throw new Error(`nobody is at ${url.href}`);
  }

  /** What has arrived at the suite since the last call. */
  takeArrivals(): Arrival[] {
    return this.arrivals.splice(0);
  }

  private receive({ method, url }: WireRequest): WireAnswer {
    const path = url.pathname.slice(new URL(SUITE_URL).pathname.length + 1);
    this.arrivals.push({ method, path, query: url.searchParams });
    const body = '<!DOCTYPE html><p id="submission_complete">The suite has received it.</p>';
    return { url, status: 200, headers: { 'content-type': 'text/html' }, body };
  }

  private forward({ method, url, headers = {}, body }: WireRequest): Promise<WireAnswer> {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        {
          host: '127.0.0.1',
          port: this.port,
          method,
          path: `${url.pathname}${url.search}`,
          headers: { host: url.host, ...headers, ...length },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              url,
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks).toString(),
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}
