import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal } from '../../harness/refusal.js';
import { World } from '../../harness/world.js';

const directory = mkdtempSync(join(tmpdir(), 'ostiary-tls-'));
const file = (name: string): string => join(directory, name);

let world: World;
let line: string;
let requests = 0;
const servers: Server[] = [];

function openssl(...options: string[]): void {
  execFileSync('openssl', options, { stdio: 'pipe' });
}

function newKey(name: string): string[] {
  return [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    file(`${name}.key`),
  ];
}

/** A certificate of the authority that the server under test trusts. */
function certify(name: string, host: string, days: number): void {
  openssl(
    'req',
    '-new',
    ...newKey(name),
    '-subj',
    `/CN=${host}`,
    '-addext',
    `subjectAltName=DNS:${host}`,
    '-out',
    file(`${name}.csr`),
  );
  openssl(
    'x509',
    '-req',
    '-in',
    file(`${name}.csr`),
    '-CA',
    file('ca.pem'),
    '-CAkey',
    file('ca.key'),
    '-copy_extensions',
    'copy',
    '-days',
    String(days),
    '-out',
    file(`${name}.pem`),
  );
}

function selfSign(name: string, ...more: string[]): void {
  openssl(
    'req',
    '-x509',
    ...newKey(name),
    '-days',
    '1',
    '-subj',
    '/CN=localhost',
    '-out',
    file(`${name}.pem`),
    ...more,
  );
}

async function protect(name: string): Promise<void> {
  const server = createServer(
    { key: readFileSync(file(`${name}.key`)), cert: readFileSync(file(`${name}.pem`)) },
    (_request, response) => {
      requests += 1;
      response.end('reached');
    },
  );
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  await world.createApi(`/${name}`, {
    upstream: `https://localhost:${(server.address() as AddressInfo).port}`,
  });
}

beforeAll(async () => {
  selfSign('ca');
  selfSign('selfsigned', '-addext', 'subjectAltName=DNS:localhost');
  certify('good', 'localhost', 1);
  certify('expired', 'localhost', -1);
  certify('wrongname', 'other.example', 1);
  world = await World.open({
    // The last is what people set when certificates do not work. It must not count here.
    env: { NODE_EXTRA_CA_CERTS: file('ca.pem'), NODE_TLS_REJECT_UNAUTHORIZED: '0' },
  });
  line = `X-API-Key: ${(await world.createKey()).key}`;
  for (const name of ['good', 'selfsigned', 'expired', 'wrongname']) await protect(name);
});

afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await world.close();
  rmSync(directory, { recursive: true });
});

describe('an upstream with TLS', () => {
  it('is reached when somebody whom the operator trusts vouches for its name', async () => {
    const response = await world.allows({ target: '/good/x', headers: [line] });
    expect(response.text).toContain('reached');
  });

  it.each(['selfsigned', 'expired', 'wrongname'])(
    'G13: gets nothing, no credential either, when its certificate is %s: 502',
    async (name) => {
      const before = requests;
      const response = await world.ask({ target: `/${name}/x`, headers: [line] });
      expectRefusal(response, { status: 502, code: 'upstream_unreachable' });
      expect(requests).toBe(before);
    },
  );
});
