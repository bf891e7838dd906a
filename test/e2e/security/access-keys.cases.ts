import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Sealer } from '../../../src/platform/database/index.js';
import { epochSeconds, hmac, makeJws, type Members } from '../../harness/jws.js';
import { withDatabase } from '../../harness/state.js';
import type { Ask, CreatedAccessKey } from '../../harness/world.js';
import { world } from './shared-world.js';

const refusal = (code: string, status = 401): { status: number; code: string } => ({
  status,
  code,
});

beforeAll(async () => {
  await world.createApi('/pairs');
});

let serial = 0;
const token = ({ ak, sk }: { ak: string; sk: string }, claims: Members = {}): string =>
  makeJws(
    { alg: 'HS256' },
    {
      iss: ak,
      sub: ak,
      typ: 'app_token',
      iat: epochSeconds(),
      exp: epochSeconds(600),
      n: (serial += 1),
      ...claims,
    },
    hmac(sk),
  );
const person = (pair: CreatedAccessKey, roles?: string[]): string =>
  token(pair, { typ: 'person_token', sub: 'u-1', roles });
const showing = (value: string): Ask => ({
  target: '/pairs/x',
  headers: [`Apihub-Token: ${value}`],
});
const pathOf = ({ appId, id }: CreatedAccessKey): string =>
  `/admin/apps/${appId}/access-keys/${id}`;

describe('an access key that is restricted', () => {
  it.each(['app_token', 'person_token'])('to %s signs nothing else [A10]', async (type) => {
    const pair = await world.createAccessKey({ token_types: [type] });
    const [mine, others] =
      type === 'app_token' ? [token(pair), person(pair)] : [person(pair), token(pair)];
    await world.allows(showing(mine));
    const problem = await world.refuses(showing(others), refusal('token_type_not_allowed', 403));
    expect(problem.detail).not.toContain(type);
  });

  it('to some roles asserts no other, and does not say which it may [A13]', async () => {
    const pair = await world.createAccessKey({ assertable_roles: ['keeper', 'guest'] });
    await world.allows(showing(person(pair, ['keeper'])));
    await world.allows(showing(person(pair)));
    const forbidden = refusal('assertion_not_allowed', 403);
    for (const roles of [['admin'], ['keeper', 'admin'], ['KEEPER'], ['keeper ']]) {
      const problem = await world.refuses(showing(person(pair, roles)), forbidden);
      expect(JSON.stringify(problem)).not.toMatch(/keeper|guest/);
    }
  });

  it('to no roles asserts none [A13]', async () => {
    const pair = await world.createAccessKey({ assertable_roles: [] });
    await world.allows(showing(person(pair, [])));
    await world.refuses(showing(person(pair, ['a'])), refusal('assertion_not_allowed', 403));
  });
});

describe('an access key that was good a moment ago', () => {
  it('is refused while disabled, works again afterwards, and never once revoked [A15]', async () => {
    const pair = await world.createAccessKey();
    const [used, fresh] = [token(pair), token(pair)];
    await world.allows(showing(used));
    await world.change('PATCH', pathOf(pair), { enabled: false });
    for (const value of [used, fresh])
      await world.refuses(showing(value), refusal('access_key_revoked'));
    await world.change('PATCH', pathOf(pair), { enabled: true });
    await world.allows(showing(used));
    await world.change('DELETE', pathOf(pair));
    for (const value of [used, token(pair)])
      await world.refuses(showing(value), refusal('access_key_revoked'));
    const { status } = await world.server.admin('PATCH', pathOf(pair), { enabled: true });
    expect(status).toBe(409);
  });

  it('is refused with its app, and with the owner of its app [A15 K15]', async () => {
    const owner = await world.createUser('owner');
    const appId = await world.createApp({ owner_id: owner.id });
    const pair = await world.createAccessKey({}, appId);
    const used = token(pair);
    await world.allows(showing(used));
    await world.change('PATCH', `/admin/apps/${appId}`, { enabled: false });
    await world.refuses(showing(used), refusal('app_disabled'));
    await world.change('PATCH', `/admin/apps/${appId}`, { enabled: true });
    await world.change('PATCH', `/admin/users/${owner.id}`, { enabled: false });
    await world.refuses(showing(used), refusal('user_disabled'));
    await world.change('DELETE', `/admin/users/${owner.id}`);
    await world.refuses(showing(used), refusal('token_signature_invalid'));
  });

  it('takes both SKs during a rotation and only the new one without an overlap [A16]', async () => {
    const pair = await world.createAccessKey();
    const rotate = async (overlap: number): Promise<CreatedAccessKey> => {
      const { sk } = await world.change('POST', `${pathOf(pair)}/rotate`, {
        overlap_seconds: overlap,
      });
      return { ...pair, sk: String(sk) };
    };
    const second = await rotate(60);
    for (const of of [pair, second]) await world.allows(showing(token(of)));
    const third = await rotate(0);
    for (const of of [pair, second])
      await world.refuses(showing(token(of)), refusal('access_key_revoked'));
    await world.allows(showing(token(third)));
  });
});

describe('an access key that is sent itself', () => {
  it.each([
    'X-API-Key: VALUE',
    'Authorization: Bearer VALUE',
    'Authorization: VALUE',
    'Authorization: ApiKey VALUE',
    'Apihub-Token: VALUE',
  ])('is refused, explained, and the SK alarms: %s [A17]', async (line) => {
    const { ak, sk } = await world.createAccessKey();
    for (const value of [ak, sk]) {
      const ask = { target: '/pairs/x', headers: [line.replace('VALUE', value)] };
      const problem = await world.refuses(ask, refusal('credential_malformed'));
      expect(`${problem.detail} ${problem.hint ?? ''}`).toMatch(value === sk ? /Rotate/ : /SK/);
      if (value === sk) {
        await expect.poll(() => logOf(problem.request_id)).toContain('secret_key_sent_in_clear');
      }
      expect(world.server.output()).not.toContain(value.slice(3));
    }
  });
});

describe('a sealed SK that was tampered with in the database', () => {
  const sealedOf = (pair: CreatedAccessKey): string =>
    withDatabase(world.server, (db) => {
      const [row] = db
        .prepare('SELECT sealed_secret AS sealed FROM access_key_secrets WHERE access_key_id = ?')
        .all(pair.id);
      return (row as { sealed: string }).sealed;
    });
  const putSealed = (pair: CreatedAccessKey, sealed: string): void => {
    withDatabase(
      world.server,
      (db) =>
        db
          .prepare('UPDATE access_key_secrets SET sealed_secret = ? WHERE access_key_id = ?')
          .run(sealed, pair.id),
      { readonly: false },
    );
  };
  const sealer = (): Sealer => {
    const text = readFileSync(join(world.server.directory, 'data', 'master.key'), 'utf8');
    return new Sealer(Buffer.from(text, 'base64'));
  };
  const flipped = (sealed: string): string => {
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    return `v1.${bytes.toString('base64url')}`;
  };

  it.each<
    [
      string,
      (mine: CreatedAccessKey, other: CreatedAccessKey) => string,
      (other: CreatedAccessKey) => string,
    ]
  >([
    ['swapped with another row', (_mine, other) => sealedOf(other), (other) => other.sk],
    ['with one bit flipped', (mine) => flipped(sealedOf(mine)), () => ''],
    ['emptied', () => '', () => ''],
    [
      'sealed rightly, but empty [A05b]',
      (mine) => sealer().seal('', `access_key:${mine.id}`),
      () => '',
    ],
    [
      'sealed rightly, but not an SK',
      (mine) => sealer().seal('guess', `access_key:${mine.id}`),
      () => 'guess',
    ],
    [
      'sealed by another master key',
      (mine) => new Sealer(Buffer.alloc(32, 7)).seal(mine.sk, `access_key:${mine.id}`),
      () => '',
    ],
  ])('verifies nothing and alarms: %s [A23]', async (_row, tampered, keyOf) => {
    const pair = await world.createAccessKey();
    const other = await world.createAccessKey({}, await world.createApp());
    putSealed(pair, tampered(pair, other));
    for (const sk of [pair.sk, keyOf(other), '']) {
      await world.refuses(showing(token({ ak: pair.ak, sk })), refusal('token_signature_invalid'));
    }
    await expect
      .poll(() => world.server.output())
      .toMatch(new RegExp(`integrity alarm.*${pair.id}`));
    await world.allows(showing(token(other)));
  });
});

function logOf(requestId: string): string {
  const lines = world.server.output().split('\n');
  return lines.filter((line) => line.includes(requestId)).join('\n');
}
