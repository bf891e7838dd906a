import * as crypto from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { generateAccessKeyPair } from '../../src/kernel/key-format.js';
import { encodePart } from '../harness/jws.js';
import { openCredentials, type Credentials } from './credentials.fixture.js';

let macs = 0;
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>();
  return {
    ...real,
    createHmac: (...parameters: Parameters<typeof real.createHmac>) => {
      macs += 1;
      return real.createHmac(...parameters);
    },
  };
});

let world: Credentials;
let ak: string;
let sk: string;

beforeAll(async () => {
  world = await openCredentials();
  const user = { username: 'owner', password: null, roles: [], groups: [] };
  const { id: ownerId } = await world.users.create(user);
  const app = await world.apps.create({ name: 'Hub', description: null, ownerId });
  const created = await world.accessKeys.create(app.id, {
    name: 'k',
    tokenTypes: ['app_token'],
    assertableRoles: null,
    scopes: [],
    ipAllowlist: null,
    originAllowlist: null,
  });
  ({ ak } = created.accessKey);
  ({ sk } = created);
});
afterAll(() => world.close());

function token(iss: string, key: string): string {
  const iat = Math.floor(world.clock.now() / 1000);
  const claims = { iss, sub: iss, typ: 'app_token', iat, exp: iat + 600 };
  const input = `${encodePart({ alg: 'HS256' })}.${encodePart(claims)}`;
  const mac = crypto.createHmac('sha256', key).update(input).digest('base64url');
  return `${input}.${mac}`;
}

/** What a caller reads, and what it cost: statements and MACs. */
async function refused(candidate: string): Promise<unknown> {
  const [statements, before] = [world.statements.count, macs];
  const { code, status, detail, hint, members } = await world.signedTokens.verify(candidate).then(
    () => Promise.reject(new Error('was accepted')),
    (error: unknown) => error as Record<string, unknown>,
  );
  const cost = { statements: world.statements.count - statements, macs: macs - before };
  return { code, status, detail, hint, members, ...cost };
}

describe('an AK that does not exist', () => {
  const wrong = generateAccessKeyPair();

  it.each<[string, (name: string) => string]>([
    ['another SK', () => wrong.sk],
    ['the AK', (name) => name],
    ['nothing', () => ''],
  ])('T05: is refused like a wrong SK, in words and work: signed with %s', async (_row, key) => {
    const unknown = await refused(token(wrong.ak, key(wrong.ak)));
    expect(unknown).toMatchObject({ code: 'token_signature_invalid', statements: 1 });
    // Cold, then warm, then after the right SK was used.
    expect(await refused(token(ak, key(ak)))).toEqual(unknown);
    expect(await refused(token(ak, key(ak)))).toEqual(unknown);
    await world.signedTokens.verify(token(ak, sk));
    expect(await refused(token(ak, key(ak)))).toEqual(unknown);
    expect(await refused(token(wrong.ak, key(wrong.ak)))).toEqual(unknown);
  });

  it('T05: costs what a key with two live SKs costs', async () => {
    const unknown = await refused(token(wrong.ak, wrong.sk));
    const { accessKey } = await world.accessKeys.create(
      (await world.apps.create({ name: 'Two', description: null, ownerId: null })).id,
      {
        name: 'k',
        tokenTypes: ['app_token'],
        assertableRoles: null,
        scopes: [],
        ipAllowlist: null,
        originAllowlist: null,
      },
    );
    await world.accessKeys.rotate(accessKey.appId, accessKey.id, 3600);
    for (let i = 0; i < 2; i += 1) {
      expect(await refused(token(accessKey.ak, wrong.sk))).toEqual(unknown);
    }
  });
});
