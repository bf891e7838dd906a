import { describe, expect, it } from 'vitest';
import { HeaderLines } from '../../kernel/header-lines.js';
import { type ForwardedCall, forwardedHeaders, forwardedNames } from './forwarded-headers.js';
import { returnedHeaders } from './returned-headers.js';

const CALL: ForwardedCall = {
  identity: ['x-auth-subject', 'usr_1'],
  requestId: 'req_1',
  clientAddress: '192.0.2.1',
  host: 'hub.example',
  scheme: 'https',
  names: forwardedNames(new Set(['authorization', 'x-api-key', 'apihub-token'])),
};

/** What goes upstream of these headers, as an upstream reads it. */
function forwarded(headers: Record<string, string>): Record<string, string> {
  const pairs = forwardedHeaders(HeaderLines.of(Object.entries(headers).flat()), CALL);
  const read: Record<string, string> = {};
  for (let i = 0; i < pairs.length; i += 2) {
    const name = String(pairs[i]).toLowerCase();
    read[name] = name in read ? `${read[name]}, ${pairs[i + 1]}` : String(pairs[i + 1]);
  }
  return read;
}

describe('forwardedHeaders', () => {
  it.each([
    'authorization',
    'x-api-key',
    'apihub-token',
    'proxy-authorization',
    'x-auth-user',
    'x_auth_user',
    'x-auth_roles',
    'x-user',
    'remote-user',
    'x-forwarded-user',
    'x-forwarded-prefix',
    'forwarded',
    'x-original-uri',
    'x-real-ip',
    'true-client-ip',
    'x-http-method-override',
    'x-rewrite-url',
    'x-webauth-user',
    'connection',
    'te',
    'expect',
    'upgrade',
  ])('does not pass on %s of the client', (name) => {
    expect(forwarded({ [name]: 'client' })[name]).not.toBe('client');
  });

  it('passes on everything else, and says who calls, from where and under which id', () => {
    const headers = forwarded({ accept: '*/*', 'x-request-id': 'forged' });
    expect(headers).toMatchObject({
      accept: '*/*',
      'x-request-id': 'req_1',
      'x-auth-subject': 'usr_1',
      'x-forwarded-for': '192.0.2.1',
      'x-forwarded-host': 'hub.example',
      'x-forwarded-proto': 'https',
    });
  });

  it('keeps our own cookies from the upstream and leaves it its own', () => {
    const cookie = 'ostiary_session=a; theirs=b; __Host-ostiary_session.sig=c';
    expect(forwarded({ cookie })['cookie']).toBe('theirs=b');
    expect(forwarded({ cookie: 'ostiary_session=a' })['cookie']).toBeUndefined();
  });
});

describe('returnedHeaders', () => {
  it('lets no upstream speak for the door', () => {
    const returned = returnedHeaders(
      {
        'content-type': 'text/plain',
        'x-request-id': 'theirs',
        'access-control-allow-origin': '*',
        ratelimit: '"x";r=9;t=9',
        'x-auth-subject': 'echo',
        'set-cookie': ['__Host-ostiary_session=forged', 'theirs=1'],
        connection: 'close, X-Internal',
        'x-internal': 'hop by hop',
        'clear-site-data': '"cookies"',
      },
      { keyInQuery: false, vary: 'Origin, Authorization' },
    );
    expect(returned).toEqual({
      'content-type': 'text/plain',
      'set-cookie': ['theirs=1'],
      vary: 'Origin, Authorization',
      'cache-control': 'private',
    });
  });

  it('keeps the upstream’s own word on caching, unless the URL holds a key', () => {
    const headers = { 'cache-control': 'public, max-age=60' };
    const cacheControl = (keyInQuery: boolean) =>
      returnedHeaders(headers, { keyInQuery, vary: 'Authorization' })['cache-control'];
    expect(cacheControl(false)).toBe('public, max-age=60');
    expect(cacheControl(true)).toBe('private, no-store');
  });

  it.each([
    [{ 'content-type': 'text/html; charset=utf-8' }, 'sandbox'],
    [{ 'content-type': 'image/svg+xml' }, 'sandbox'],
    [
      { 'content-type': 'text/html', 'content-security-policy': "default-src 'self'" },
      "default-src 'self', sandbox",
    ],
    [{ 'content-type': 'application/json' }, undefined],
  ])('gives a document of an upstream no rights over our pages: %j', (headers, expected) => {
    const returned = returnedHeaders(headers, { keyInQuery: false, vary: 'Authorization' });
    expect(returned['content-security-policy']).toBe(expected);
  });
});
