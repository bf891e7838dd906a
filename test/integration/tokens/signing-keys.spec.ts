import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SigningKey } from '../../../src/modules/tokens/signing-key.entity.js';
import { SigningKeysRepository } from '../../../src/modules/tokens/signing-keys.repository.js';
import { SigningKeysService } from '../../../src/modules/tokens/signing-keys.service.js';
import { TokenKeys } from '../../../src/modules/tokens/token-keys.js';
import { Readiness } from '../../../src/platform/observability/index.js';
import { FakeClock, openTokens, type Tokens } from './fixture.js';

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

  it('are one per use, and public in the key set without their private parts', async () => {
    const { keys } = tokens.keys.publicJwks();
    expect(keys.map(({ alg }) => alg).sort()).toEqual(['ES256', 'RS256']);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(2);
    for (const key of keys) {
      expect(key['use']).toBe('sig');
      for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) {
        expect(key).not.toHaveProperty(member);
      }
    }
  });

  it('stay one per use when several instances start at once', async () => {
    await tokens.database.manager.deleteAll(SigningKey);
    const instances = Array.from(
      { length: 4 },
      () =>
        new SigningKeysService(
          new SigningKeysRepository(tokens.database),
          tokens.sealer,
          new FakeClock(),
          new Readiness(),
        ),
    );
    await Promise.all(instances.map((instance) => instance.onModuleInit()));
    expect(await tokens.database.manager.count(SigningKey)).toBe(2);
    expect(new Set(instances.map((each) => each.activeKey('access').kid)).size).toBe(1);
    expect(new Set(instances.map((each) => each.activeKey('id_token').kid)).size).toBe(1);
  });

  it('survive a restart', async () => {
    const again = new SigningKeysService(
      new SigningKeysRepository(tokens.database),
      tokens.sealer,
      tokens.clock,
      new Readiness(),
    );
    await again.onModuleInit();
    expect(again.activeKey('access').kid).toBe(tokens.keys.activeKey('access').kid);
  });

  it('are sealed in the table', async () => {
    const rows = await tokens.database.manager.find(SigningKey);
    const { privateJwk } = tokens.keys.activeKey('access');
    expect(JSON.stringify(rows)).not.toContain(privateJwk['d']);
  });

  it('are read at most once in five seconds, whatever key ids are invented', async () => {
    const repository = new SigningKeysRepository(tokens.database);
    const reads = vi.spyOn(repository, 'listTrusted');
    const keys = new SigningKeysService(repository, tokens.sealer, tokens.clock, new Readiness());
    await keys.onModuleInit();
    const before = reads.mock.calls.length;
    for (let index = 0; index < 1000; index += 1) {
      expect(keys.keyObjectOf(`unknown-${index}`)).toBeUndefined();
    }
    expect(reads.mock.calls.length).toBe(before);
    tokens.clock.passSeconds(5);
    for (let index = 0; index < 1000; index += 1) keys.keyObjectOf(`unknown-${index}`);
    expect(reads.mock.calls.length).toBe(before + 1);
    await vi.waitFor(() => expect(keys.publicJwks().keys).toHaveLength(2));
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
