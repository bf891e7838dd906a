import { describe, expect, it } from 'vitest';
import { isIdentityHeader } from '../../../auth/index.js';
import type { ProtectedApiRecord } from '../../../modules/protected-apis/index.js';
import { loadConfig } from '../../../platform/config/load-config.js';
import { blockFor, PROXIES } from './blocks.js';
import { connectionOf } from './connection.js';
import { FOREIGN_HEADER_PATTERN, FORWARDING_HEADERS, IDENTITY_HEADERS } from './header-names.js';
import { OTHER_IDENTITY_HEADERS } from './header-names.js';

const CONFIG = loadConfig({ OSTIARY_PUBLIC_URL: 'https://auth.example.com', PORT: '3000' });
const API = {
  id: 'api_01m89xt2x0zk4f416q3tvgspzf',
  name: 'Orders',
  host: null,
  pathPrefix: '/orders',
  pathAliases: [],
  upstream: 'http://10.0.0.7:8080',
} as unknown as ProtectedApiRecord;

function block(
  proxy: (typeof PROXIES)[number],
  change: Partial<ProtectedApiRecord> = {},
  names: string[] = [],
  env: Record<string, string> = {},
) {
  const config = Object.keys(env).length === 0 ? CONFIG : loadConfig(env);
  return blockFor(proxy, connectionOf({ ...API, ...change }, names, config));
}

/** All text that a program reads. */
function textOf(...given: Parameters<typeof block>): string {
  const { config, files } = block(...given);
  return [config, ...files.map(({ content }) => content)].join('\n');
}

describe.each(PROXIES)('the block for %s', (proxy) => {
  it('names the paths, the upstream, this server, the API and every identity header', () => {
    const text = textOf(proxy, { pathAliases: ['/v1/orders'] }).toLowerCase();
    for (const part of ['/orders', '/v1/orders', '10.0.0.7', '8080', '127.0.0.1', API.id]) {
      expect(text).toContain(part);
    }
    expect(text).toContain('/verify');
    const byPattern = proxy === 'traefik' ? ['x-request-id'] : IDENTITY_HEADERS;
    for (const name of byPattern) expect(text).toContain(name.toLowerCase());
  });

  it('takes every header that carries a credential from the upstream', () => {
    const env = { OSTIARY_SIGNED_TOKEN_HEADERS: 'apihub-token,x-ticket' };
    const text = textOf(proxy, {}, [], env).toLowerCase();
    for (const name of ['authorization', 'x-api-key', 'dpop', 'apihub-token', 'x-ticket']) {
      expect(text).toContain(name);
    }
  });

  it('says what the operator has to set, in the configuration and beside it', () => {
    const { config, notes } = block(proxy);
    expect(config).toContain('OSTIARY_TRUSTED_PROXIES');
    expect(notes.join('\n')).toContain('OSTIARY_TRUSTED_PROXIES');
    expect(notes.join('\n')).toContain('https://auth.example.com');
  });

  it('names a host where the API has one, and takes all of its paths', () => {
    const text = textOf(proxy, { host: 'orders.example.com', pathPrefix: '/' });
    expect(text).toContain('orders.example.com');
    expect(text).not.toContain('undefined');
  });

  it('has an obvious placeholder for an API without an upstream, and says so', () => {
    const { config, notes } = block(proxy, { upstream: null });
    expect(config).toContain('your-upstream.invalid');
    expect(config).toContain('FIXME');
    expect(notes[0]).toContain('no upstream');
  });

  it('checks the certificate of an upstream with TLS', () => {
    const text = textOf(proxy, { upstream: 'https://orders.internal.example' });
    const said = {
      nginx: 'proxy_ssl_verify on;',
      caddy: 'reverse_proxy https://orders.internal.example:443',
      traefik: 'url: "https://orders.internal.example:443"',
      envoy: 'match_typed_subject_alt_names',
      haproxy: 'ssl verify required',
      apache: 'SSLProxyVerify require',
    } satisfies Record<typeof proxy, string>;
    expect(text).toContain(said[proxy]);
  });

  it('lets no name of an API out of its comment', () => {
    const name = 'a\n} # {{ env "HOME" }} {$HOME} ${HOME} `id` \\ \u2028 \' " ; <x> %[src] ]]';
    const [line = '', ...others] = textOf(proxy, { name }).split('\n');
    expect(line).toMatch(/^# [^\\{}$`"<>;%[\]\u2028]*"[^\\{}$`"<>;%[\]\u2028]*" \(api_/);
    expect(others.join('\n')).not.toContain('HOME');
  });

  it.each([
    [{ host: 'a.example;return 200' }],
    [{ host: 'a.example {' }],
    [{ host: '`a`' }],
    [{ pathPrefix: '/a b' }],
    [{ pathPrefix: '/a"\n' }],
    [{ pathAliases: ['/a{$X}'] }],
    [{ pathPrefix: '/a$' }],
    [{ upstream: 'http://a.example/b;c' }],
    [{ upstream: 'http://a.example/$uri' }],
    [{ upstream: 'http://a.example/{{x}}' }],
    [{ upstream: 'http://a.example/%[src]' }],
    [{ upstream: "http://a'b.example/" }],
    [{ upstream: 'http://a{b}.example/' }],
  ])('refuses %j, which would be more than itself in some configuration', (change) => {
    expect(() => block(proxy, change)).toThrow(expect.objectContaining({ code: 'conflict' }));
  });

  it.each(['a b', 'a"', 'k$', 'k[]', "k'"])('refuses the query parameter %s', (name) => {
    expect(() => block(proxy, {}, [name])).toThrow(expect.objectContaining({ code: 'conflict' }));
  });

  it('refuses a header name that would be more than itself', () => {
    const env = { OSTIARY_SIGNED_TOKEN_HEADERS: "a'b" };
    expect(() => block(proxy, {}, [], env)).toThrow(expect.objectContaining({ code: 'conflict' }));
  });

  it('has names of its own, so that blocks of several APIs stand side by side', () => {
    const id = 'api_01m89xt2x0zk4f416q3tvgaaaa';
    expect(textOf(proxy)).toContain(proxy === 'caddy' ? '@api_orders_gspzf' : 'api_orders_gspzf');
    expect(textOf(proxy, { id })).not.toContain('gspzf');
  });
});

describe('headers that blocks drop', () => {
  const pattern = new RegExp(FOREIGN_HEADER_PATTERN);

  it.each([...OTHER_IDENTITY_HEADERS, ...FORWARDING_HEADERS, ...IDENTITY_HEADERS])(
    '%s goes in any spelling, where the proxy has patterns',
    (name) => {
      expect(name.toLowerCase()).toMatch(pattern);
      expect(name.toLowerCase().replaceAll('-', '_')).toMatch(pattern);
    },
  );

  it.each(['accept', 'content-type', 'x-user-agent-hint', 'x-authority', 'cookie', 'origin'])(
    '%s stays',
    (name) => expect(name).not.toMatch(pattern),
  );

  it('are all that the gateway takes for identity', () => {
    const known = ['remote-user', 'x-remote-user', 'x-user', 'x-webauth-user', 'x-forwarded-user'];
    for (const name of [...known, ...OTHER_IDENTITY_HEADERS.map((each) => each.toLowerCase())]) {
      expect([name, isIdentityHeader(name)]).toEqual([name, true]);
      expect(name).toMatch(pattern);
    }
  });
});
