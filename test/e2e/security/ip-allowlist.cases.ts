import { Agent, request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateApiKey } from '../../../src/kernel/key-format.js';
import type { Ask, CreatedKey } from '../../harness/world.js';
import { TRUSTED_PROXY, world } from './shared-world.js';

const REFUSED = { status: 403, code: 'ip_not_allowed' };

let key: CreatedKey;

beforeAll(async () => {
  await world.createApi('/near');
  key = await world.createKey({ ip_allowlist: ['127.0.0.2', '10.0.0.0/8', '2001:db8::/32'] });
});

const ask = (from: string | undefined, headers: string[] = [], value = key.key): Ask => ({
  target: '/near/x',
  headers: [`X-API-Key: ${value}`, ...headers],
  ...(from === undefined ? {} : { from }),
});
const through = (...hops: string[]): string[] => hops.map((hop) => `X-Forwarded-For: ${hop}`);

describe('the address of a caller', () => {
  it('is that of its connection', async () => {
    await world.allows(ask('127.0.0.2'));
    expect(world.recorder.last().header('x-forwarded-for')).toEqual(['127.0.0.2']);
    const problem = await world.refuses(ask('127.0.0.3'), REFUSED);
    expect(JSON.stringify(problem)).not.toMatch(/127\.0\.0\.2|10\.0\.0\.0|2001/);
  });

  it.each([
    'X-Forwarded-For: 127.0.0.2',
    'X-Real-IP: 127.0.0.2',
    'Forwarded: for=127.0.0.2',
    'CF-Connecting-IP: 127.0.0.2',
    'True-Client-IP: 127.0.0.2',
    'X-Client-IP: 127.0.0.2',
    'X-Forwarded-Host: 127.0.0.2',
    'X_Forwarded_For: 127.0.0.2',
  ])('is not what a caller says itself: %s [I01 I03]', async (line) => {
    const problem = await world.refuses(ask(undefined, [line]), REFUSED);
    expect(await world.logLineOf(problem.request_id)).toMatchObject({
      client: '127.0.0.1',
      decision: 'ip_not_allowed',
    });
    if (!line.startsWith('X-Forwarded-For'))
      await world.refuses(ask(TRUSTED_PROXY, [line]), REFUSED);
  });

  it.each<[string, boolean, string[]]>([
    ['the only entry', true, ['127.0.0.2']],
    ['the right-most that is no proxy', false, ['127.0.0.2, 192.0.2.1']],
    ['not what stands before it', true, ['192.0.2.1, 127.0.0.2']],
    ['behind several proxies', true, ['192.0.2.1, 127.0.0.2, 10.9.0.4,10.9.0.5']],
    ['in two lines that are one list', false, ['127.0.0.2', '192.0.2.1']],
    ['in two lines that are one list', true, ['192.0.2.1', '127.0.0.2']],
    ['with junk before it', true, ['junk, 127.0.0.2']],
    ['an IPv4 address in IPv6 form [I04]', true, ['::ffff:10.1.2.3']],
    ['an IPv4 address in hexadecimal IPv6 form [I04]', true, ['::FFFF:0a01:0203']],
    ['an IPv6 address in another spelling', true, ['2001:0DB8:0:0::1']],
    ['an IPv6 address outside', false, ['2001:db9::1']],
  ])('is what a trusted proxy says: %s, allowed: %s [I02 I03]', async (_row, allowed, hops) => {
    if (allowed) await world.allows(ask(TRUSTED_PROXY, through(...hops)));
    else await world.refuses(ask(TRUSTED_PROXY, through(...hops)), REFUSED);
  });

  it.each<[string, string]>([
    ['unknown', 'unknown'],
    ['an address with a port', '127.0.0.2:5678'],
    ['an IPv6 address with a port', '[2001:db8::1]:443'],
    ['an IPv6 address in brackets', '[2001:db8::1]'],
    ['a zone', 'fe80::1%eth0'],
    ['nothing', ''],
    ['a comma', ','],
    ['an empty last entry', '127.0.0.2,'],
    ['junk behind it', '127.0.0.2, junk'],
    ['2000 hops', Array.from({ length: 2000 }, () => '::1').join()],
    ['10 kB of junk', 'x'.repeat(10_000)],
    ['a short form', '127.2'],
    ['octal', '0177.0.0.2'],
  ])('is nobody’s when a trusted proxy says what is no address: %s [I09]', async (_row, hop) => {
    const problem = await world.refuses(ask(TRUSTED_PROXY, through(hop)), REFUSED);
    expect((await world.logLineOf(problem.request_id))['client']).toBeNull();
  });
});

describe('an allowlist', () => {
  it.each<[string, string, boolean]>([
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3/32', '10.1.2.4', false],
    ['10.1.2.2/31', '10.1.2.2', true],
    ['10.1.2.2/31', '10.1.2.3', true],
    ['10.1.2.2/31', '10.1.2.1', false],
    ['10.1.2.2/31', '10.1.2.4', false],
    ['10.16.0.0/12', '10.16.0.0', true],
    ['10.16.0.0/12', '10.31.255.255', true],
    ['10.16.0.0/12', '10.15.255.255', false],
    ['10.16.0.0/12', '10.32.0.0', false],
    ['10.1.2.3', '::ffff:10.1.2.3', true],
    ['::ffff:10.1.2.0/120', '10.1.2.3', true],
    ['2001:db8::1/128', '2001:db8::1', true],
    ['2001:db8::1/128', '2001:db8::2', false],
    ['::/1', '10.1.2.3', false],
  ])('of %s holds %s: %s [I04 I05 I06]', async (rule, address, held) => {
    const { key: value } = await world.createKey({ ip_allowlist: [rule] });
    const call = ask(TRUSTED_PROXY, through(address), value);
    if (held) await world.allows(call);
    else await world.refuses(call, REFUSED);
  });

  it.each([
    '::ffff:0:0/96',
    '::/0',
    '0.0.0.0/0',
    '10.0.0.1/8',
    '010.0.0.1',
    '10.1',
    '0x0a000001',
    '167772161',
    ' 10.0.0.1',
    '10.0.0.1 ',
    '10.0.0.1/33',
    '10.0.0.1/-1',
    '10.0.0.0/08',
    '::1/129',
    '/8',
    '*',
    '',
    '１０.0.0.1',
    'fe80::1%eth0',
    'localhost',
    '10.0.0.0/255.0.0.0',
  ])('takes no %j, and points at it [I05 I06 I07]', async (rule) => {
    const path = `/admin/apps/${world.appId}/api-keys`;
    const create = { name: 'k', ip_allowlist: ['10.0.0.1', rule] };
    const answers = [
      await world.server.admin('POST', path, create),
      await world.server.admin('PATCH', `${path}/${key.id}`, { ip_allowlist: ['10.0.0.1', rule] }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(400);
      expect(body).toMatchObject({
        code: 'invalid_request',
        errors: [{ pointer: '#/ip_allowlist/1' }],
      });
    }
  });

  it('is never empty: [] is refused, null lifts the restriction [I08]', async () => {
    const { id, key: value } = await world.createKey({ ip_allowlist: ['127.0.0.2'] });
    const path = `/admin/apps/${world.appId}/api-keys/${id}`;
    expect((await world.server.admin('PATCH', path, { ip_allowlist: [] })).status).toBe(400);
    await world.refuses(ask(undefined, [], value), REFUSED);
    await world.change('PATCH', path, { ip_allowlist: null });
    await world.allows(ask(undefined, [], value));
  });

  it('that changes counts for the next call on a connection that is open [I10 K19]', async () => {
    const { id, key: value } = await world.createKey({ ip_allowlist: ['127.0.0.1'] });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const call = (): Promise<[number | undefined, boolean]> =>
      new Promise((resolve, reject) => {
        const sent = request(
          world.server.url('/near/x'),
          { agent, headers: { 'x-api-key': value } },
          (response) => {
            response.resume().on('end', () => resolve([response.statusCode, sent.reusedSocket]));
          },
        );
        sent.on('error', reject).end();
      });
    expect(await call()).toEqual([200, false]);
    await world.change('PATCH', `/admin/apps/${world.appId}/api-keys/${id}`, {
      ip_allowlist: ['127.0.0.2'],
    });
    expect(await call()).toEqual([403, true]);
    agent.destroy();
  });

  it('is asked after the key, and tells nothing to who has no key [I12]', async () => {
    await world.allows(ask('127.0.0.2'));
    await world.refuses(ask('127.0.0.3'), REFUSED);
    await world.refuses(ask('127.0.0.3', [], generateApiKey('ost', 'live')), {
      status: 401,
      code: 'api_key_unknown',
    });
  });

  it('holds for routes of our own as well', async () => {
    const call = { ...ask('127.0.0.3'), target: '/profile' };
    await world.refuses(call, REFUSED);
    await world.allows({ ...call, from: '127.0.0.2' });
  });
});
