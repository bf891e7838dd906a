import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RawResponse } from '../harness/raw.js';
import { type CreatedKey, World } from '../harness/world.js';
import type { GeneratedBlock } from './start-proxy.js';

let world: World;
let apiId: string;
let key: CreatedKey;

beforeAll(async () => {
  world = await World.open({
    samples: false,
    env: { OSTIARY_TRUSTED_PROXIES: '127.0.0.1/32' },
  });
  apiId = await world.createApi('/orders', { query_key: true });
  key = await world.createKey();
});
afterAll(() => world.close());

async function blockOf(proxy: string): Promise<string> {
  const path = `/admin/apis/${apiId}/connect?proxy=${proxy}`;
  return (await world.server.admin<GeneratedBlock>('GET', path)).body.config;
}

/** The lines of a list or map of YAML below the first line with this text. */
function below(yaml: string, text: string): string[] {
  const [first = '', ...rest] = yaml.slice(yaml.indexOf(text)).split('\n');
  expect(first).toContain(text);
  const depth = /^ */.exec(rest[0] ?? '')?.[0].length ?? 0;
  const end = rest.findIndex((line) => (/^ */.exec(line)?.[0].length ?? 0) < depth);
  return rest.slice(0, end).map((line) => line.trim());
}

const CLIENT: Readonly<Record<string, string>> = {
  'x-auth-app': 'evil',
  'x-auth-api': 'api_other',
  'x-original-uri': '/public',
  'x-request-id': 'req_forged',
  accept: '*/*',
};

function toLines(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}

function expectAllowed(response: RawResponse): void {
  expect([response.status, response.body]).toEqual([200, '']);
  expect(response.header('x-auth-app')).toEqual([key.appId]);
}

describe('Traefik’s forwardAuth, as its block has it', () => {
  /** `customRequestHeaders`: an empty value takes the header away. */
  function applied(headers: Record<string, string>, entries: string[]): Record<string, string> {
    const result = { ...headers };
    for (const [, name = '', value = ''] of entries.map(
      (each) => /^(.+?): "(.*)"$/.exec(each) ?? [],
    )) {
      if (value === '') delete result[name.toLowerCase()];
      else result[name.toLowerCase()] = value;
    }
    return result;
  }

  /** Headers for `trustForwardHeader: false`. */
  const told = (method: string, uri: string) => ({
    'x-forwarded-method': method,
    'x-forwarded-proto': 'http',
    'x-forwarded-host': 'orders.example.com',
    'x-forwarded-uri': uri,
    'x-forwarded-for': '192.0.2.7',
  });

  async function ask(method: string, uri: string, headers: Record<string, string>) {
    const block = await blockOf('traefik');
    expect(block).toContain('trustForwardHeader: false');
    const question = below(block, '-question:').filter((line) => line.includes(': "'));
    const sent = { ...applied({ ...CLIENT, ...headers }, question), ...told(method, uri) };
    const target = new URL(/address: "(.*)"/.exec(block)?.[1] ?? '').pathname;
    return world.ask({ target, headers: toLines(sent) });
  }

  it('is answered with who calls', async () => {
    expectAllowed(await ask('POST', '/orders/1?a=b', { 'x-api-key': key.key }));
    expectAllowed(await ask('GET', `/orders/1?api_key=${key.key}`, {}));
  });

  it('is answered with the refusal itself', async () => {
    const response = await ask('GET', '/orders/1', {});
    expect(response.status).toBe(401);
    expect(response.header('www-authenticate')).toHaveLength(1);
  });

  it('replaces every spelling of an identity header, and takes credentials away', async () => {
    const block = await blockOf('traefik');
    const [, pattern = ''] = /authResponseHeadersRegex: "\(\?i\)(.*)"/.exec(block) ?? [];
    for (const name of ['X-Auth-Kind', 'X_Auth_Subject', 'x-auth_whatever', 'X-Auth-Api']) {
      expect(name).toMatch(new RegExp(pattern, 'i'));
    }
    const credentials = below(block, '-credential:').join('\n');
    for (const name of ['Authorization', 'X-API-Key', 'DPoP', 'apihub-token']) {
      expect(credentials).toContain(`${name}: ""`);
    }
  });
});

describe('Envoy’s ext_authz, as its block has it', () => {
  /** The method, the path and `Host` of the call, and of the headers those that are listed. */
  async function ask(method: string, target: string, headers: Record<string, string>) {
    const block = await blockOf('envoy');
    expect(block).toContain('failure_mode_allow: false');
    const listed = below(block, 'allowed_headers:').map((line) => line.replace('- exact: ', ''));
    const all = {
      ...CLIENT,
      ...headers,
      'x-forwarded-for': '192.0.2.7',
      'x-forwarded-proto': 'http',
    };
    const sent = Object.fromEntries(Object.entries(all).filter(([name]) => listed.includes(name)));
    const [, prefix = ''] = /path_prefix: (\S+)/.exec(block) ?? [];
    const [, added = ''] = /- key: x-auth-api\n\s+value: (\S+)/.exec(block) ?? [];
    const lines = [...toLines(sent), `x-auth-api: ${added}`];
    return world.ask({ method, target: `${prefix}${target}`, headers: lines });
  }

  it.each(['GET', 'POST', 'DELETE'])('is answered with who calls, for %s', async (method) => {
    expectAllowed(await ask(method, '/orders/1?a=b', { 'x-api-key': key.key }));
    expectAllowed(await ask(method, `/orders/1?api_key=${key.key}`, {}));
  });

  it('is answered with the refusal itself', async () => {
    const response = await ask('GET', '/orders/1', {});
    expect(response.status).toBe(401);
    expect(response.header('www-authenticate')).toHaveLength(1);
  });

  it('copies what says who calls, and nothing else', async () => {
    const block = await blockOf('envoy');
    const copied = below(block, 'allowed_upstream_headers:').filter((line) =>
      line.startsWith('- '),
    );
    expect(copied.map((line) => line.replace('- exact: ', ''))).toEqual([
      'x-auth-kind',
      'x-auth-subject',
      'x-auth-app',
      'x-auth-credential',
      'x-auth-scopes',
      'x-auth-roles',
      'x-auth-groups',
      'x-auth-token',
      'x-request-id',
    ]);
  });
});
