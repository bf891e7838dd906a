import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartupError } from '../database/startup-error.js';
import { assertCanListen, listenRefusal } from './listen-address.js';

describe('assertCanListen', () => {
  const host = '127.0.0.1';
  const other = createServer();
  let port: number;
  beforeEach(async () => {
    await new Promise<void>((resolve) => other.listen(0, host, resolve));
    ({ port } = other.address() as AddressInfo);
  });
  afterEach(() => void other.close());

  it('refuses a port that is taken, and leaves a free one free', async () => {
    await expect(assertCanListen({ host, port })).rejects.toThrow(StartupError);
    await new Promise((resolve) => other.close(resolve));
    await assertCanListen({ host, port });
    await assertCanListen({ host, port });
  });

  it('refuses an address that belongs to another machine (RFC 5737)', async () => {
    await expect(assertCanListen({ host: '192.0.2.1', port })).rejects.toThrow(
      /192\.0\.2\.1.*HOST/,
    );
  });
});

describe('listenRefusal', () => {
  it.each([
    ['EADDRINUSE', /^port 80 of example\.com is in use.*PORT$/],
    ['EADDRNOTAVAIL', /^example\.com is not an address of this machine.*HOST/],
    ['ENOTFOUND', /^the name example\.com has no address.*HOST/],
    ['EAI_AGAIN', /^the name example\.com has no address.*HOST/],
    ['EACCES', /^not permitted to listen on port 80.*PORT/],
    ['EAFNOSUPPORT', /^cannot listen on port 80 of example\.com \(EAFNOSUPPORT\)$/],
  ])('says in one line what to do about %s', (code, text) => {
    const error = Object.assign(new Error('listen failed'), { code });

    expect(listenRefusal(error, { host: 'example.com', port: 80 }).message).toMatch(text);
  });
});
