import { describe, expect, it } from 'vitest';
import { HeaderLines } from '../../kernel/header-lines.js';
import { isNginxMode, nginxStatus } from './nginx-mode.js';

const isNginx = (target: string, ...rawHeaders: string[]) =>
  isNginxMode(target, HeaderLines.of(rawHeaders));

describe('the mode for nginx', () => {
  it('is what the operator writes into the URL', () => {
    expect(isNginx('/verify?mode=nginx')).toBe(true);
    expect(isNginx('/verify?mode=nginx', 'X-Forwarded-Uri', '/a?b')).toBe(true);
    expect(isNginx('/verify')).toBe(false);
  });

  it('is not switched off by a client either, before a proxy with a generated configuration', () => {
    const client = ['X-Forwarded-Uri', '/a?mode=nginx'];
    expect(isNginx('/verify?mode=nginx', ...client, 'X-Auth-Api', 'api_1')).toBe(true);
  });

  it.each([
    ['in the query that Caddy appends', '/verify?mode=nginx', ['X-Forwarded-Uri', '/a?mode=nginx']],
    ['behind other parameters', '/verify?a=b&mode=nginx', ['X-Forwarded-Uri', '/a?a=b&mode=nginx']],
    ['in the target that Envoy appends', '/verify/a?mode=nginx', []],
    ['before other parameters', '/verify?mode=nginx&a=b', []],
  ])('is not what a client writes %s', (_name, target, rawHeaders) => {
    expect(isNginx(target, ...rawHeaders)).toBe(false);
  });

  it.each([
    [400, 401],
    [401, 401],
    [413, 401],
    [403, 403],
    [404, 403],
    [405, 403],
    [429, 403],
    [500, 403],
    [503, 403],
  ])('tells %i as %i', (status, told) => expect(nginxStatus(status)).toBe(told));
});
