import { describe, expect, it } from 'vitest';
import { checkHost } from './api-host.js';
import { ApiHosts } from './api-hosts.js';

const PUBLIC_URL = 'https://auth.example.org';

describe('checkHost', () => {
  it.each(['api.example.com', 'api.example.com:8443', 'api', 'xn--caf-dma.example', 'a_b.local'])(
    'takes %s',
    (host) => {
      expect(() => checkHost(host, PUBLIC_URL)).not.toThrow();
    },
  );

  it.each([
    '',
    'API.example.com',
    'api.example.com.',
    '.example.com',
    'api..example.com',
    '-api.example.com',
    'https://api.example.com',
    'api.example.com/v1',
    'user@api.example.com',
    'api.example.com:',
    'api.example.com:0',
    'api.example.com:080',
    'api.example.com:65536',
    'api.example.com:80',
    'api.example.com:443',
    'café.example',
    '*.example.com',
    'a b',
    '10.0.0.1',
    '10.0.0.1:8080',
    '[::1]',
    '0x7f.1',
    'api.1',
    'auth.example.org',
    'auth.example.org:8443',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(130)}a`,
  ])('refuses "%s"', (host) => {
    expect(() => checkHost(host, PUBLIC_URL)).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        errors: [expect.objectContaining({ pointer: '#/host' })],
      }),
    );
  });
});

describe('ApiHosts', () => {
  const hosts = new ApiHosts(
    [{ host: 'api.local' }, { host: 'x.local:81' }, { host: null }, { host: 'own.local' }],
    'own.local',
  );

  it.each(['api.local', 'API.local', 'api.local.', 'api.local:99', 'x.local:81', 'x.local'])(
    'keep %s from everybody else',
    (host) => expect(hosts.owns(host)).toBe(true),
  );

  it.each(['evilapi.local', 'api.local.evil', 'local', '', 'own.local', '[::1]:80'])(
    'do not take %s',
    (host) => expect(hosts.owns(host)).toBe(false),
  );
});
