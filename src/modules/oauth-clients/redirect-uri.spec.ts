import { describe, expect, it } from 'vitest';
import { redirectUriProblem } from './redirect-uri.js';

describe('redirectUriProblem', () => {
  it.each([
    'https://shop.example/callback',
    'https://shop.example/callback?from=ostiary',
    'https://shop.example:8443/cb',
    'https://shop.example',
    'http://localhost:8080/callback',
    'http://127.0.0.1/callback',
    'http://[::1]:5000/callback',
  ])('takes %s', (uri) => {
    expect(redirectUriProblem(uri, 'web')).toBeNull();
  });

  it.each(['com.example.app:/callback', 'com.example.app://callback'])(
    'takes %s for a native app only',
    (uri) => {
      expect(redirectUriProblem(uri, 'native')).toBeNull();
      expect(redirectUriProblem(uri, 'web')).toMatch(/native/);
    },
  );

  it.each([
    ['http to another host', 'http://shop.example/callback'],
    ['a host that only looks like loopback', 'http://127.0.0.1.evil.example/callback'],
    ['a fragment', 'https://shop.example/callback#f'],
    ['an empty fragment', 'https://shop.example/callback#'],
    ['a wildcard', 'https://*.shop.example/callback'],
    ['a user name', 'https://user@shop.example/callback'],
    ['an empty user name', 'http://127.0.0.1:9@evil.example/callback'],
    ['an at sign in the authority', 'https://@shop.example/callback'],
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:text/html,x'],
    ['vbscript', 'vbscript:x'],
    ['a file', 'file:///etc/passwd'],
    ['a scheme without a dot', 'myapp:/callback'],
    ['no scheme', '//shop.example/callback'],
    ['a path only', '/callback'],
    ['white space', 'https://shop.example/call back'],
    ['a line break', 'https://shop.example/callback\n'],
    ['a backslash', 'https:\\\\shop.example\\callback'],
    ['dot segments', 'https://shop.example/a/../callback'],
    ['encoded dot segments', 'https://shop.example/%2e%2e/callback'],
    ['an upper-case host', 'https://Shop.example/callback'],
    ['a default port', 'https://shop.example:443/callback'],
    ['a host in Unicode', 'https://bücher.example/callback'],
    ['too many characters', `https://shop.example/${'x'.repeat(2000)}`],
  ])('refuses %s', (_name, uri) => {
    expect(redirectUriProblem(uri, 'web')).not.toBeNull();
    expect(redirectUriProblem(uri, 'native')).not.toBeNull();
  });
});
