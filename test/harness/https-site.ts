import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAMES = 'DNS:localhost,DNS:app.example,DNS:other.example,IP:127.0.0.1';

/** An https server of a stranger on 127.0.0.1, with a certificate that only its own authority vouches for. */
export async function startHttpsSite(answer: RequestListener) {
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-site-'));
  const keyPath = join(directory, 'key.pem');
  const certificatePath = join(directory, 'certificate.pem');
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-keyout', keyPath, '-out', certificatePath, '-days', '2', '-subj', '/CN=Test site'],
    ...['-addext', `subjectAltName=${NAMES}`],
  ]);
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr.toString()}`);
  const certificate = readFileSync(certificatePath, 'utf8');
  const server = createServer({ key: readFileSync(keyPath), cert: certificate }, answer);
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    certificate,
    certificatePath,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export type HttpsSite = Awaited<ReturnType<typeof startHttpsSite>>;
