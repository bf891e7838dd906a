import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const CONDITIONS = ['clear', 'cloudy', 'rain', 'fog', 'wind'] as const;
const HOUR_MS = 3_600_000;

/**
 * A small weather service, as somebody else would run it: it knows nothing of credentials and believes
 * the identity headers of the gateway before it.
 */
export class SampleUpstream {
  private readonly server: Server;

  constructor(now: () => number) {
    this.server = createServer((request, response) => answer(request, response, now()));
  }

  /** @returns its URL: loopback, on a free port. */
  async start(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      // Exclusive: each worker process has its own.
      this.server.listen({ port: 0, host: '127.0.0.1', exclusive: true }, resolve);
    });
    this.server.unref();
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function answer(request: IncomingMessage, response: ServerResponse, nowMs: number): void {
  request.resume();
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  if (!/\/now$/.test(path)) return send(response, 404, { error: 'no such weather' });
  if (request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'POST') {
    return send(response, 405, { error: 'GET or POST' });
  }
  send(response, 200, { weather: weatherAt(nowMs), called_as: callerOf(request) });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** An imaginary place whose weather changes by the hour. */
function weatherAt(nowMs: number) {
  const hour = Math.floor(nowMs / HOUR_MS);
  return {
    place: 'Harbour',
    condition: CONDITIONS[hour % CONDITIONS.length],
    temperature_c: Math.round(12 + 8 * Math.sin(((hour % 24) / 24) * 2 * Math.PI)),
    observed_at: new Date(hour * HOUR_MS).toISOString(),
  };
}

function callerOf(request: IncomingMessage) {
  const header = (name: string): string => decodeURIComponent(String(request.headers[name] ?? ''));
  const list = (name: string): string[] =>
    String(request.headers[name] ?? '')
      .split(',')
      .filter((item) => item !== '')
      .map(decodeURIComponent);
  const kind = header('x-auth-kind');
  if (kind === 'anonymous') return { kind, app: header('x-auth-app') };
  if (kind !== 'person_token') return { kind: 'app', app: header('x-auth-app') };
  return {
    kind: 'person',
    app: header('x-auth-app'),
    subject: header('x-auth-subject'),
    roles: list('x-auth-roles'),
    groups: list('x-auth-groups'),
  };
}
