import { describe, expect, it } from 'vitest';
import { HeaderLines } from '../../kernel/header-lines.js';
import { type OriginalRequest, readOriginalRequest } from './original-request.js';

type Lines = readonly (readonly [string, string])[];

const FORWARDED: Lines = [
  ['X-Forwarded-Method', 'POST'],
  ['X-Forwarded-Uri', '/a?b=%2f'],
  ['X-Forwarded-Host', 'api.example'],
  ['X-Forwarded-Proto', 'https'],
];
const ORIGINAL: Lines = [
  ['X-Original-Method', 'POST'],
  ['X-Original-URI', '/a?b=%2f'],
];

function read(lines: Lines, rest: string | null = null, method = 'GET'): OriginalRequest {
  return readOriginalRequest({
    method,
    rest,
    headers: HeaderLines.of(lines.flat()),
    defaultScheme: 'http',
  });
}

function without(lines: Lines, name: string): Lines {
  return lines.filter(([each]) => each !== name);
}

const unclear: unknown = expect.objectContaining({ code: 'proxy_request_invalid', status: 403 });

describe('the original request', () => {
  it('is read from X-Forwarded-*, as Caddy and Traefik send them', () => {
    expect(read(FORWARDED)).toEqual({
      method: 'POST',
      target: '/a?b=%2f',
      host: 'api.example',
      scheme: 'https',
    });
  });

  it('is read from X-Original-*, as nginx is configured to send them, with host and scheme if told', () => {
    expect(read(ORIGINAL)).toEqual({
      method: 'POST',
      target: '/a?b=%2f',
      host: null,
      scheme: 'http',
    });
    const told: Lines = [
      ['X-Forwarded-Host', 'api.example'],
      ['X-Forwarded-Proto', 'https'],
    ];
    expect(read([...ORIGINAL, ...told])).toMatchObject({ host: 'api.example', scheme: 'https' });
  });

  it('F20: is what stands behind /verify, as Envoy sends it: split at nothing, decoded by nobody', () => {
    const host: Lines = [['Host', 'API.example:443']];
    for (const target of ['/a?b=%2f', '/a%3fb', '/a?b?c', '//a', '/', '/a?api_key=x']) {
      expect(read(host, target, 'DELETE')).toEqual({
        method: 'DELETE',
        target,
        host: 'api.example',
        scheme: 'http',
      });
    }
  });

  it.each(FORWARDED.map(([name]) => name))('F05 F09: is refused without %s', (name) => {
    expect(() => read(without(FORWARDED, name))).toThrow(unclear);
  });

  it.each(ORIGINAL.map(([name]) => name))('F05: is refused without %s', (name) => {
    expect(() => read(without(ORIGINAL, name))).toThrow(unclear);
  });

  it.each([...FORWARDED, ...ORIGINAL])('F05: is refused with %s twice, or empty', (name, value) => {
    const form = name.startsWith('X-F') ? FORWARDED : ORIGINAL;
    expect(() => read([...form, [name.toLowerCase(), value]])).toThrow(unclear);
    expect(() => read([...without(form, name), [name, '']])).toThrow(unclear);
  });

  it('F05: is never a default: with no header at all it is refused', () => {
    expect(() => read([])).toThrow(unclear);
    expect(() => read([], '/a')).toThrow(unclear);
  });

  it.each<[string, Lines, string | null]>([
    ['X-Original-URI beside X-Forwarded-Uri', [...FORWARDED, ['X-Original-URI', '/public']], null],
    [
      'X-Forwarded-Uri beside X-Original-URI',
      [...ORIGINAL, ...FORWARDED.slice(2), ['X-Forwarded-Uri', '/p']],
      null,
    ],
    ['X-Original-Method beside the other', [...FORWARDED, ['X-Original-Method', 'GET']], null],
    ['X-Forwarded-Method beside the other', [...ORIGINAL, ['X-Forwarded-Method', 'GET']], null],
    [
      'X-Forwarded-Uri beside the path',
      [
        ['Host', 'h'],
        ['X-Forwarded-Uri', '/public'],
        ['X-Forwarded-Proto', 'http'],
      ],
      '/admin',
    ],
    [
      'X-Original-Method beside Envoy’s',
      [
        ['Host', 'h'],
        ['X-Original-Method', 'HEAD'],
      ],
      '/admin',
    ],
  ])('F04: is refused with a second opinion of it: %s', (_name, lines, rest) => {
    expect(() => read(lines, rest)).toThrow(unclear);
  });

  it.each(['a, b', '/a b', '/a,\t/b'])('F05: is refused with the URI %j', (uri) => {
    expect(() =>
      read([...without(FORWARDED, 'X-Forwarded-Uri'), ['X-Forwarded-Uri', uri]]),
    ).toThrow(unclear);
  });

  it.each(['FOO', 'get', 'GET, POST', 'GET '])('F07: is refused with the method %j', (method) => {
    const lines: Lines = [
      ...without(FORWARDED, 'X-Forwarded-Method'),
      ['X-Forwarded-Method', method],
    ];
    expect(() => read(lines)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });

  it.each(['https,http', 'https, http', 'HTTPS', 'Https', 'ws', 'wss', ' https', 'ftp'])(
    'F09: is refused with the scheme %j, in every form',
    (scheme) => {
      const proto: Lines = [['X-Forwarded-Proto', scheme]];
      expect(() => read([...without(FORWARDED, 'X-Forwarded-Proto'), ...proto])).toThrow(unclear);
      expect(() => read([...ORIGINAL, ...proto])).toThrow(unclear);
      expect(() => read([['Host', 'h'], ...proto], '/a')).toThrow(unclear);
    },
  );

  it.each([
    ['A.B.Example.COM', 'a.b.example.com'],
    ['a.example.', 'a.example'],
    ['a.example.:443', 'a.example'],
    ['a.example:80', 'a.example'],
    ['a.example:8443', 'a.example:8443'],
    ['[2001:DB8::1]:8443', '[2001:db8::1]:8443'],
    ['192.0.2.1', '192.0.2.1'],
  ])('F08: has one spelling of the host %s', (told, host) => {
    const lines: Lines = [...without(FORWARDED, 'X-Forwarded-Host'), ['X-Forwarded-Host', told]];
    expect(read(lines).host).toBe(host);
    expect(read([...ORIGINAL, ['X-Forwarded-Host', told]]).host).toBe(host);
    expect(read([['Host', told]], '/a').host).toBe(host);
  });

  it.each([
    'a.example, b.example',
    'a.example,b.example',
    'user@a.example',
    'user:password@a.example',
    'a..example',
    '.',
    '.a.example',
    'a.example:',
    'a.example:0',
    'a.example:65536',
    'a.example:80:80',
    'a.example/x',
    'https://a.example',
    'a.example b',
    'a%2eexample',
    'bücher.example',
    '*',
  ])('F08: is refused with the host %j', (told) => {
    const lines: Lines = [...without(FORWARDED, 'X-Forwarded-Host'), ['X-Forwarded-Host', told]];
    expect(() => read(lines)).toThrow(unclear);
  });
});
