import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SigningKey } from '../../../src/modules/tokens/signing-key.entity.js';
import { TokenKeys } from '../../../src/modules/tokens/token-keys.js';
import { FakeClock, openSigningKeys, openTokens, type Tokens } from './fixture.js';

describe('signing keys', () => {
  let tokens: Tokens;

  beforeEach(async () => {
    tokens = await openTokens();
  });
  afterEach(() => tokens.close());

  const codeOf = (work: () => unknown): string => {
    try {
      work();
      return 'accepted';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('W01: are one that signs and one that waits per use, public without their private parts', () => {
    const { keys } = tokens.keys.publicJwks();
    expect(keys.map(({ alg }) => alg).sort()).toEqual(['ES256', 'ES256', 'RS256', 'RS256']);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(4);
    expect(tokens.keys.trustedKeys().map(({ state }) => state)).toEqual([
      'active',
      'active',
      'next',
      'next',
    ]);
    for (const key of keys) {
      expect(key['use']).toBe('sig');
      for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) {
        expect(key).not.toHaveProperty(member);
      }
    }
  });

  it('stay one per use when several instances start at once', async () => {
    await tokens.database.manager.deleteAll(SigningKey);
    const instances = await Promise.all(
      Array.from({ length: 4 }, () => openSigningKeys(tokens, new FakeClock())),
    );
    expect(await tokens.database.manager.count(SigningKey)).toBe(4);
    const activeKids = (use: 'access' | 'id_token') =>
      new Set(instances.map(({ keys }) => keys.activeKey(use).kid));
    expect(activeKids('access').size).toBe(1);
    expect(activeKids('id_token').size).toBe(1);
  });

  it('survive a restart', async () => {
    const { keys } = await openSigningKeys(tokens, tokens.clock);
    expect(keys.publicJwks()).toEqual(tokens.keys.publicJwks());
  });

  it('are sealed in the table', async () => {
    const rows = await tokens.database.manager.find(SigningKey);
    const { privateJwk } = tokens.keys.activeKey('access');
    expect(JSON.stringify(rows)).not.toContain(privateJwk['d']);
  });

  it('are never read for the sake of a key id that somebody invented', async () => {
    const { keys, repository } = await openSigningKeys(tokens, tokens.clock);
    const reads = vi.spyOn(repository, 'listTrusted');
    for (let index = 0; index < 1000; index += 1) {
      expect(keys.keyObjectOf(`unknown-${index}`)).toBeUndefined();
      tokens.clock.passSeconds(60);
    }
    expect(reads).not.toHaveBeenCalled();
  });

  it('verify nothing that does not name them, their algorithm and their use', () => {
    const keys = new TokenKeys(tokens.keys);
    const { kid } = tokens.keys.activeKey('access');
    const idTokenKid = tokens.keys.activeKey('id_token').kid;
    expect(keys.keyFor({ alg: 'ES256', kid }).type).toBe('public');
    for (const header of [
      { alg: 'ES256' },
      { alg: 'ES256', kid: 7 },
      { alg: 'ES256', kid: [kid] },
      { alg: 'ES256', kid: '__proto__' },
      { alg: 'ES256', kid: 'constructor' },
      { alg: 'ES256', kid: `${kid}\0` },
      { alg: 'ES256', kid: "' OR 1=1--" },
      { alg: 'HS256', kid },
      { alg: 'none', kid },
      { alg: 'ES256', kid: idTokenKid },
    ]) {
      expect(codeOf(() => keys.keyFor(header))).toBe('token_signature_invalid');
    }
    expect(codeOf(() => keys.keyFor({ alg: 'RS256', kid: idTokenKid }))).toBe('token_wrong_type');
  });

  it('can never be taken for a secret', () => {
    const { publicKey } = tokens.keys.activeKey('access');
    expect(() => createHmac('sha256', publicKey)).toThrow();
  });
});
