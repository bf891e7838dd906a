import type { LookupAddress } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ResolveAll, upstreamLookup } from './upstream-address.js';

/** A name service that says this. */
function saying(...addresses: string[]): ResolveAll {
  return (_hostname, _options, done) => {
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

function lookUp(hostname: string, resolve: ResolveAll, all = true): Promise<unknown> {
  return new Promise((fulfil, reject) => {
    upstreamLookup(resolve)(hostname, { all }, (error, address: string | LookupAddress[]) => {
      if (error === null) fulfil(address);
      else reject(error);
    });
  });
}

describe('upstreamLookup', () => {
  it.each([
    ['10.0.0.7', 'an upstream in the operator’s own network'],
    ['192.0.2.7', 'an upstream elsewhere'],
  ])('goes to %s, %s', async (address) => {
    expect(await lookUp('api.example', saying(address))).toEqual([{ address, family: 4 }]);
    expect(await lookUp('api.example', saying(address), false)).toBe(address);
  });

  it.each(['localhost', 'api.localhost', 'LOCALHOST'])(
    'lets %s mean this machine',
    async (name) => {
      expect(await lookUp(name, saying('127.0.0.1'))).toHaveLength(1);
    },
  );

  it.each([
    ['127.0.0.1', 'this machine'],
    ['::1', 'this machine'],
    ['::ffff:127.0.0.1', 'this machine, mapped'],
    ['169.254.169.254', 'where clouds keep credentials'],
    ['::ffff:a9fe:a9fe', 'the same, mapped'],
    ['fe80::1', 'link-local'],
    ['0.0.0.0', 'unspecified'],
    ['224.0.0.1', 'multicast'],
  ])('G12: refuses a name that resolves to %s, %s', async (address) => {
    await expect(lookUp('api.example', saying(address))).rejects.toThrow();
    await expect(lookUp('notlocalhost', saying(address))).rejects.toThrow();
    await expect(lookUp('api.example', saying('192.0.2.7', address))).rejects.toThrow();
  });

  it('G12: refuses a cloud’s metadata service even by the name localhost', async () => {
    await expect(lookUp('localhost', saying('169.254.169.254'))).rejects.toThrow();
  });

  it('fails as the name service does, which then gives no list', async () => {
    const failure = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    const failing: ResolveAll = (_hostname, _options, done) => done(failure);
    await expect(lookUp('api.example', failing)).rejects.toBe(failure);
  });

  it('refuses a name without an address', async () => {
    await expect(lookUp('api.example', saying())).rejects.toThrow();
  });
});

describe('a connection of the pool', () => {
  let server: Server;

  beforeAll(async () => {
    server = createServer((_request, response) => response.end('reached'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(() => server.close());

  it('G12: is not made once the name has been rebound to this machine', async () => {
    let isRebound = false;
    const { port } = server.address() as AddressInfo;
    const lookup = upstreamLookup((hostname, options, done) => {
      saying(isRebound ? '169.254.169.254' : '127.0.0.1')(hostname, options, done);
    });
    const pool = new Pool(`http://api.localhost:${port}`, { connect: { lookup } });
    const ask = () => pool.request({ path: '/', method: 'GET', reset: true });
    expect(await (await ask()).body.text()).toBe('reached');
    isRebound = true;
    await expect(ask()).rejects.toMatchObject({ code: 'upstream_address_refused' });
    await pool.destroy();
  });
});
