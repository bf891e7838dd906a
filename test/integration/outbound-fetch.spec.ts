import type { LookupAddress } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppConfig } from '../../src/platform/config/index.js';
import { AddressResolver, OutboundFetch } from '../../src/platform/outbound/index.js';
import { selfSigned, startHttpsSite, type HttpsSite } from '../harness/https-site.js';

/** Answers from a table, and remembers what it was asked. */
class TableResolver extends AddressResolver {
  readonly asked: string[] = [];

  constructor(private readonly table: Readonly<Record<string, readonly string[]>>) {
    super();
  }

  override resolve(hostname: string): Promise<LookupAddress[]> {
    this.asked.push(hostname);
    const addresses = this.table[hostname] ?? [];
    return Promise.resolve(
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }
}

describe('OutboundFetch', () => {
  const certificate = selfSigned();
  let site: HttpsSite;
  let plain: Server;
  let seen: { path: string; headers: Record<string, unknown> }[] = [];

  beforeAll(async () => {
    site = await startHttpsSite(certificate, (request, response) => {
      seen.push({ path: request.url ?? '', headers: request.headers });
      if (request.url === '/redirect') {
        response.writeHead(302, { location: '/document' }).end();
      } else if (request.url === '/large') {
        response.end('x'.repeat(64 * 1024 + 1));
      } else if (request.url === '/silent') {
        response.write('{');
      } else {
        response.setHeader('cache-control', 'public, max-age=315360000');
        response.setHeader('set-cookie', 'a=b');
        response.end('{"a":1}');
      }
    });
    plain = createServer((request, response) => {
      seen.push({ path: request.url ?? '', headers: request.headers });
      response.end('{}');
    });
    await new Promise<void>((done) => void plain.listen(0, '127.0.0.1', done));
  });
  afterAll(async () => {
    await site.stop();
    certificate.remove();
    plain.closeAllConnections();
    plain.close();
  });
  beforeEach(() => {
    seen = [];
  });

  function outbound(table: Record<string, readonly string[]>, fetchFromLoopback = true) {
    class TrustingFetch extends OutboundFetch {
      protected override extraAuthority(): string {
        return certificate.cert;
      }
    }
    const resolver = new TableResolver(table);
    return { resolver, fetcher: new TrustingFetch({ fetchFromLoopback } as AppConfig, resolver) };
  }
  const refused = async (fetcher: OutboundFetch, url: string) => {
    await expect(fetcher.fetch(url)).rejects.toMatchObject({ name: 'OutboundRefusal' });
    expect(seen).toEqual([]);
  };

  it('connects to the address that was checked, resolving the name once', async () => {
    const { fetcher, resolver } = outbound({ 'app.example': ['127.0.0.1'] });
    const response = await fetcher.fetch(`https://app.example:${site.port}/document`);
    expect([response.status, await response.json()]).toEqual([200, { a: 1 }]);
    expect(resolver.asked).toEqual(['app.example']);
  });

  it('sends no credential, and keeps nothing longer than ten minutes', async () => {
    const { fetcher } = outbound({ 'app.example': ['127.0.0.1'] });
    const url = `https://app.example:${site.port}/document`;
    const first = await fetcher.fetch(url);
    await fetcher.fetch(url);
    expect(first.headers.get('cache-control')).toBe('max-age=600');
    expect(first.headers.get('set-cookie')).toBeNull();
    for (const { headers } of seen) {
      expect(Object.keys(headers).sort()).toEqual(['accept', 'connection', 'host']);
    }
  });

  it('hands a redirect back and does not follow it', async () => {
    const { fetcher } = outbound({ 'app.example': ['127.0.0.1'] });
    const { status } = await fetcher.fetch(`https://app.example:${site.port}/redirect`);
    expect(status).toBe(302);
    expect(seen.map(({ path }) => path)).toEqual(['/redirect']);
  });

  it('gives up a document that is too large', async () => {
    const { fetcher } = outbound({ 'app.example': ['127.0.0.1'] });
    await expect(fetcher.fetch(`https://app.example:${site.port}/large`)).rejects.toThrow(
      'longer than',
    );
  });

  it('gives up a document that does not come', async () => {
    const { fetcher } = outbound({ 'app.example': ['127.0.0.1'] });
    await expect(fetcher.fetch(`https://app.example:${site.port}/silent`)).rejects.toMatchObject({
      name: 'OutboundRefusal',
    });
  });

  it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1', 'fd00::1'])(
    'reaches nothing under a name that resolves to %s',
    async (address) => {
      const { fetcher } = outbound({ 'app.example': [address] }, false);
      await refused(fetcher, `https://app.example:${site.port}/document`);
    },
  );

  it('reaches nothing under a name of which any address is not public', async () => {
    const { fetcher } = outbound({ 'app.example': ['1.1.1.1', '127.0.0.1'] }, false);
    await refused(fetcher, `https://app.example:${site.port}/document`);
  });

  it.each(['127.0.0.1', '[::1]', '0x7f.1', '2130706433', '127.1', '[::ffff:127.0.0.1]', '0.0.0.0'])(
    'reaches nothing at the address %s, which needs no resolving',
    async (host) => {
      const { fetcher, resolver } = outbound({}, false);
      await refused(fetcher, `https://${host}:${site.port}/document`);
      expect(resolver.asked).toEqual([]);
    },
  );

  it('lets loopback be reached where that is set, and no other private network', async () => {
    const { fetcher } = outbound({ 'app.example': ['10.0.0.1'] });
    await refused(fetcher, `https://app.example:${site.port}/document`);
    const { status } = await fetcher.fetch(`https://127.0.0.1:${site.port}/document`);
    expect(status).toBe(200);
  });

  it('takes https only, without a user name', async () => {
    const { port } = plain.address() as AddressInfo;
    const { fetcher } = outbound({ 'app.example': ['127.0.0.1'] });
    for (const url of [
      `http://app.example:${port}/document`,
      `https://user@app.example:${site.port}/document`,
      'file:///etc/passwd',
      'data:application/json,{}',
      '/document',
    ]) {
      await refused(fetcher, url);
    }
  });

  it('refuses a certificate for another name, or from an unknown authority', async () => {
    const { fetcher } = outbound({ 'wrong.example': ['127.0.0.1'] });
    await refused(fetcher, `https://wrong.example:${site.port}/document`);
    const strict = new OutboundFetch(
      { fetchFromLoopback: true } as AppConfig,
      new TableResolver({ 'app.example': ['127.0.0.1'] }),
    );
    await refused(strict, `https://app.example:${site.port}/document`);
  });

  it('fails when a name has no address', async () => {
    const { fetcher } = outbound({});
    await refused(fetcher, 'https://nowhere.example/document');
  });
});
