import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAMES = 'DNS:localhost,DNS:app.example,DNS:other.example,IP:127.0.0.1';

/** A certificate that its own key has signed, for the names below. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** Where it lies as PEM, for programs that are to trust it. */
  readonly path: string;
  remove(): void;
}

/** A website of the loopback interface that speaks TLS. */
export interface HttpsSite {
  readonly port: number;
  stop(): Promise<void>;
}

/** A new key and its certificate, by openssl. */
export function selfSigned(): Certificate {
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-tls-'));
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const options = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const names = ['-subj', '/CN=localhost', '-addext', `subjectAltName=${NAMES}`];
  const files = ['-keyout', key, '-out', cert, '-days', '1'];
  execFileSync('openssl', ['req', ...options, ...names, ...files], { stdio: 'pipe' });
  return {
    key: readFileSync(key, 'utf8'),
    cert: readFileSync(cert, 'utf8'),
    path: cert,
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

export async function startHttpsSite(
  { key, cert }: Certificate,
  handle: RequestListener,
): Promise<HttpsSite> {
  const server = createServer({ key, cert }, handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Passes requests on to a port of the loopback interface, as a proxy that ends TLS. */
export function forwardTo(port: number): RequestListener {
  return (request, response) => {
    const { method, url: path, headers } = request;
    const onward = httpRequest({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  };
}
