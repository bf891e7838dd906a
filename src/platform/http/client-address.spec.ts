import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { compileCidrs } from '../../kernel/cidr.js';
import { clientAddress } from './client-address.js';

const nobody = compileCidrs([]);
const proxies = compileCidrs(['10.0.0.0/8', '127.0.0.1/32', '2001:db8:ffff::/48']);

function request(remoteAddress: string | undefined, headers: Record<string, string> = {}) {
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage;
}

describe('clientAddress', () => {
  it('is the address of the socket when no proxy is trusted, whatever a header says', () => {
    const headers = { 'x-forwarded-for': '10.1.2.3', 'x-real-ip': '10.1.2.3' };

    expect(clientAddress(request('192.0.2.7', headers), nobody)).toBe('192.0.2.7');
    expect(clientAddress(request('192.0.2.7', headers), proxies)).toBe('192.0.2.7');
  });

  it('is the right-most untrusted entry behind a trusted proxy', () => {
    const through = (forwarded: string) =>
      clientAddress(request('10.0.0.1', { 'x-forwarded-for': forwarded }), proxies);

    expect(through('1.1.1.1, 192.0.2.7')).toBe('192.0.2.7');
    expect(through('1.1.1.1, 192.0.2.7, 10.9.9.9,10.8.8.8')).toBe('192.0.2.7');
    expect(through('2001:DB8:0::1')).toBe('2001:db8::1');
    expect(through('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(through('junk, 192.0.2.7')).toBe('192.0.2.7');
  });

  it('is the left-most entry when all are trusted, and the proxy itself without the header', () => {
    const headers = { 'x-forwarded-for': '10.1.1.1, 10.2.2.2' };

    expect(clientAddress(request('10.0.0.1', headers), proxies)).toBe('10.1.1.1');
    expect(clientAddress(request('10.0.0.1'), proxies)).toBe('10.0.0.1');
  });

  it.each([
    ['X-Real-IP', { 'x-real-ip': '192.0.2.7' }],
    ['Forwarded', { forwarded: 'for=192.0.2.7' }],
    ['CF-Connecting-IP', { 'cf-connecting-ip': '192.0.2.7' }],
    ['True-Client-IP', { 'true-client-ip': '192.0.2.7' }],
  ])('ignores %s even from a trusted proxy', (_name, headers) => {
    expect(clientAddress(request('10.0.0.1', headers), proxies)).toBe('10.0.0.1');
  });

  it('is the right-most untrusted hop of Forwarded where that is configured, and of nothing else', () => {
    const through = (headers: Record<string, string>) =>
      clientAddress(request('10.0.0.1', headers), proxies, 'forwarded');

    expect(through({ forwarded: 'for=1.1.1.1, for=192.0.2.7;proto=https, for=10.9.9.9' })).toBe(
      '192.0.2.7',
    );
    expect(through({ forwarded: 'for="[2001:db8::1]:443"', 'x-forwarded-for': '9.9.9.9' })).toBe(
      '2001:db8::1',
    );
    expect(through({ 'x-forwarded-for': '9.9.9.9' })).toBe('10.0.0.1');
    expect(through({ forwarded: 'for=192.0.2.7, for=unknown' })).toBeNull();
    expect(through({ forwarded: 'for=192.0.2.7;' })).toBeNull();
    expect(clientAddress(request('192.0.2.9', { forwarded: 'for=1.1.1.1' }), proxies)).toBe(
      '192.0.2.9',
    );
  });

  it('writes an IPv4-mapped peer as IPv4', () => {
    expect(clientAddress(request('::ffff:192.0.2.7'), nobody)).toBe('192.0.2.7');
    expect(
      clientAddress(request('::FFFF:10.0.0.1', { 'x-forwarded-for': '9.9.9.9' }), proxies),
    ).toBe('9.9.9.9');
  });

  it.each([
    'unknown',
    '1.2.3.4:5678',
    '[2001:db8::1]:443',
    '[2001:db8::1]',
    'fe80::1%eth0',
    '',
    '1.2.3.4, ',
    '010.0.0.1',
    '1.2.3',
    Array(2_000).fill('10.0.0.1').join(','),
    'x'.repeat(10_240),
  ])('is unknown when the proxy sends the malformed entry %.20s', (forwarded) => {
    expect(
      clientAddress(request('10.0.0.1', { 'x-forwarded-for': forwarded }), proxies),
    ).toBeNull();
  });

  it('is unknown on a Unix socket', () => {
    expect(clientAddress(request(undefined), proxies)).toBeNull();
    expect(clientAddress(request('', { 'x-forwarded-for': '10.0.0.1' }), proxies)).toBeNull();
  });
});
