import { describe, expect, it } from 'vitest';
import { readRequestPath } from '../../kernel/request-path.js';
import { ApiSnapshot } from './api-snapshot.js';
import { compileApi } from './compiled-api.js';
import type { ProtectedApiRecord } from './protected-api.js';
import { parseUpstream, upstreamPath } from './upstream.js';

function api(changes: Partial<ProtectedApiRecord>): ProtectedApiRecord {
  return {
    id: 'api_1',
    name: 'one',
    audience: 'https://one.example',
    pathPrefix: '/api/one',
    pathAliases: [],
    upstream: 'http://127.0.0.1:9000',
    upstreamOptions: null,
    host: null,
    queryKeyName: null,
    environment: null,
    access: 'all',
    scopes: [],
    accept: ['api_key'],
    queryKey: false,
    anonymous: null,
    limits: null,
    totalLimits: null,
    routes: [],
    createdAt: 0,
    updatedAt: 0,
    ...changes,
  };
}

const snapshot = new ApiSnapshot(
  [
    api({
      routes: [
        { methods: ['GET'], path: '/admin/*', scopes: ['admin'] },
        { methods: ['*'], path: '/api/one/whole', scopes: ['whole'] },
        { methods: ['GET'], path: '/orders/{id}', scopes: ['read'] },
      ],
    }),
    api({ id: 'api_2', name: 'two', audience: 'two', pathPrefix: '/api/one/deep' }),
    api({
      id: 'api_3',
      name: 'three',
      audience: 'three',
      pathPrefix: '/w-x',
      pathAliases: ['/w_x'],
    }),
  ].map(compileApi),
  'ostiary.example',
);

const find = (method: string, path: string) => snapshot.match(method, null, readRequestPath(path));

describe('ApiSnapshot.match', () => {
  it('finds the longest prefix, in whole segments', () => {
    expect(find('GET', '/api/one/x')?.api.record.id).toBe('api_1');
    expect(find('GET', '/api/one/deep/x')?.api.record.id).toBe('api_2');
    expect(find('GET', '/api/oneself')).toBeNull();
    expect(find('GET', '/api')).toBeNull();
  });

  it('finds one API under each of its prefixes, with one policy', () => {
    const canonical = find('GET', '/w-x/now');
    const alias = find('GET', '/w_x/now');
    expect(alias?.prefix).toBe('/w_x');
    expect(alias?.policy).toBe(canonical?.policy);
  });

  it.each([
    ['GET', '/api/one/admin/users', ['admin']],
    ['HEAD', '/api/one/admin/users', ['admin']],
    ['POST', '/api/one/admin/users', []],
    ['PUT', '/api/one/whole', ['whole']],
    ['GET', '/api/one/orders/7', ['read']],
    ['GET', '/api/one/orders/a%20b', ['read']],
    ['GET', '/api/one/other', []],
  ])('%s %s needs %j', (method, path, scopes) => {
    expect(find(method, path)?.policy.scopes).toEqual(scopes);
  });

  it.each([
    '/api/one/%61dmin/users',
    '/api/one//admin/users',
    '/api/one/ADMIN/users',
    '/api/one/admin;x/users',
    '/api/one/admin%2fusers',
    '/api/one/x;/../admin',
    '/api/one/%64eep/x',
  ])('refuses %s rather than let it pass under a weaker rule', (path) => {
    expect(() => find('GET', path)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });

  it('knows no other spelling of a prefix', () => {
    expect(find('GET', '/%61pi/one/x')).toBeNull();
    expect(find('GET', '/API/one/x')).toBeNull();
  });
});

describe('upstreams', () => {
  it.each([
    ['http://127.0.0.1:9000', '/api/one/a%2Fb', '/api/one/a%2Fb'],
    ['http://127.0.0.1:9000/', '/api/one/a', '/a'],
    ['http://127.0.0.1:9000/v2', '/api/one/a', '/v2/a'],
    ['http://127.0.0.1:9000/v2/', '/api/one', '/v2'],
    ['http://127.0.0.1:9000/', '/api/one', '/'],
  ])('%s gets %s as %s', (upstream, path, expected) => {
    expect(upstreamPath(parseUpstream(upstream), '/api/one', path)).toBe(expected);
  });

  it.each([
    'ftp://a.example',
    'http://user:pw@a.example',
    'http://a.example/?x=1',
    'http://a.example/#x',
    'http://169.254.169.254/latest',
    'http://2852039166/latest',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[fd00:ec2::254]/',
    'http://0.0.0.0',
    'http://[::]',
    'http://2130706433',
    'http://0x7f.1:80',
    'http://localhost.',
    'file:///etc/passwd',
    'unix:/var/run/docker.sock',
    'not a url',
  ])('G12: refuses %s', (upstream) => {
    expect(() => parseUpstream(upstream)).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    );
  });
});
