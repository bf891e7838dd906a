import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { loopbackAlias, pinRequest } from './pinned-request.js';

const PUBLIC = new URL('https://auth.example');
const LOCAL = new URL('http://localhost:3000');

function pinned(headers: Record<string, string>, path: string, publicUrl: URL) {
  const request = new IncomingMessage(new Socket());
  request.headers = headers;
  pinRequest(request, path, publicUrl, '192.0.2.7');
  return request;
}

describe('pinRequest', () => {
  it('makes every request one to the public URL', () => {
    const request = pinned(
      {
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'http',
        'x-forwarded-for': '203.0.113.9',
        'x-original-url': '/other',
        forwarded: 'host=evil.example',
        authorization: 'Basic eDp5',
        cookie: 'a=b',
      },
      '/oauth/token?x=1',
      PUBLIC,
    );
    expect(request.url).toBe('/oauth/token?x=1');
    expect(request.headers).toEqual({
      host: 'auth.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '192.0.2.7',
      authorization: 'Basic eDp5',
      cookie: 'a=b',
    });
  });

  it('keeps another loopback name where a browser depends on its cookies, and only there', () => {
    const hostAt = (path: string) => pinned({ host: '127.0.0.1:3000' }, path, LOCAL).headers.host;
    expect(hostAt('/oauth/authorize?client_id=x')).toBe('127.0.0.1:3000');
    expect(hostAt('/oauth/logout/confirm')).toBe('127.0.0.1:3000');
    expect(hostAt('/oauth/token')).toBe('localhost:3000');
    expect(hostAt('/.well-known/openid-configuration')).toBe('localhost:3000');
  });
});

describe('loopbackAlias', () => {
  it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000'])('takes %s', (host) => {
    expect(loopbackAlias(host, LOCAL)).toBe(host);
  });

  it.each([
    undefined,
    '',
    'evil.example:3000',
    '127.0.0.1',
    '127.0.0.1:3001',
    '127.0.0.1:3000@evil.example',
    'evil@127.0.0.1:3000',
    '127.0.0.1:3000/x',
    '127.1:3000',
    '0x7f000001:3000',
    'LOCALHOST:3000',
  ])('refuses %s', (host) => {
    expect(loopbackAlias(host, LOCAL)).toBeNull();
  });

  it('knows no alias of a public name', () => {
    expect(loopbackAlias('127.0.0.1', PUBLIC)).toBeNull();
    expect(loopbackAlias('auth.example', PUBLIC)).toBeNull();
  });
});
