import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signToken } from '../../../src/modules/tokens/sign-token.js';
import { SigningKey } from '../../../src/modules/tokens/signing-key.entity.js';
import { SigningKeySchedule } from '../../../src/modules/tokens/signing-key-schedule.js';
import { TokenKeys } from '../../../src/modules/tokens/token-keys.js';
import { AuditLog } from '../../../src/platform/audit/index.js';
import { AuditEvent } from '../../../src/platform/audit/audit-event.entity.js';
import { AppConfig, type AppConfigValues } from '../../../src/platform/config/index.js';
import { openSigningKeys, openTokens, type Tokens } from './fixture.js';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
/** What clients may do with the key set: keep it for so long. */
const JWKS_MAX_AGE = 300;
const LEEWAY = 15;

describe('the life of a signing key', () => {
  let tokens: Tokens;

  beforeEach(async () => {
    tokens = await openTokens();
  });
  afterEach(() => tokens.close());

  const scheduled = (signingKeyRotationDays: number) =>
    new SigningKeySchedule(
      tokens.lifecycle,
      new AuditLog(tokens.database, tokens.clock),
      tokens.clock,
      new AppConfig({ signingKeyRotationDays } as unknown as AppConfigValues),
    );
  const active = () => tokens.keys.activeKey('access').kid;
  const next = () =>
    tokens.keys.trustedKeys().find((key) => key.use === 'access' && key.state === 'next')?.kid;
  const published = () => tokens.keys.publicJwks().keys.map(({ kid }) => kid);
  const row = (id: string) => tokens.database.manager.findOneByOrFail(SigningKey, { id });
  const rotate = (force = false) => tokens.lifecycle.rotate({ force });
  const prove = (token: string): string => {
    try {
      new TokenKeys(tokens.keys).prove(token);
      return 'proved';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const anyToken = () => signToken('at+jwt', { sub: 'x' }, tokens.keys.activeKey('access'));

  it('W02: begins in the key set, for longer than anybody may keep that, before the first use', async () => {
    const first = next();
    await rotate();
    // The first one was published with the first key set that there was.
    expect(active()).toBe(first);
    const second = next();
    expect(published()).toContain(second);
    const madeAt = tokens.clock.now();
    let refused = 0;
    while (active() !== second) {
      try {
        await rotate();
      } catch (error) {
        refused += 1;
        expect(error).toMatchObject({ code: 'conflict', status: 409 });
        tokens.clock.passSeconds(60 * MINUTE);
      }
    }
    expect(refused).toBe(24);
    expect((tokens.clock.now() - madeAt) / 1000).toBeGreaterThanOrEqual(JWKS_MAX_AGE);
    expect(tokens.clock.now() - madeAt).toBe(DAY * 1000);
  });

  it('says from when on the next key may sign', async () => {
    await rotate();
    const readyAt = (await row(next() ?? '')).readyAt ?? 0;
    const refusal = await rotate().catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: 'conflict',
      members: { ready_at: new Date(readyAt).toISOString() },
    });
    expect(readyAt).toBe(tokens.clock.now() + DAY * 1000);
  });

  it('is cut short by force, but not so short that another instance does not know the key', async () => {
    await rotate();
    const waiting = next();
    await expect(rotate(true)).rejects.toMatchObject({ code: 'conflict' });
    tokens.clock.passSeconds(2);
    await rotate(true);
    expect(active()).toBe(waiting);
  });

  it('is rotated for all uses or for none', async () => {
    await tokens.lifecycle.rotate({ use: 'id_token' });
    const before = active();
    await expect(rotate()).rejects.toMatchObject({ code: 'conflict' });
    expect(active()).toBe(before);
    expect(tokens.keys.trustedKeys().filter(({ state }) => state === 'retiring')).toHaveLength(1);
  });

  it('W02: goes on verifying until the last token has ended, with leeway, and then no longer', async () => {
    const old = active();
    const { accessToken, expiresIn } = await tokens.login.issue({
      userId: tokens.userId,
      username: 'alice',
    });
    await rotate();
    expect((await row(old)).state).toBe('retiring');
    tokens.clock.passSeconds(expiresIn + LEEWAY);
    await tokens.lifecycle.advance();
    expect(prove(accessToken)).toBe('proved');
    expect(published()).toContain(old);
    tokens.clock.passSeconds(MINUTE - LEEWAY);
    await tokens.lifecycle.advance();
    expect(published()).not.toContain(old);
    expect(await row(old)).toMatchObject({
      state: 'retired',
      retiredAt: tokens.clock.now(),
      sealedPrivateJwk: '',
    });
  });

  it('W03: leaves tokens that are refused for their signature once the key is gone', async () => {
    const token = anyToken();
    await rotate();
    expect(prove(token)).toBe('proved');
    tokens.clock.passSeconds(16 * MINUTE);
    await tokens.lifecycle.advance();
    expect(prove(token)).toBe('token_signature_invalid');
  });

  it('lasts for a key of ID tokens as long as a session that one of them may help to end', async () => {
    const old = tokens.keys.activeKey('id_token').kid;
    await rotate();
    tokens.clock.passSeconds(14 * DAY);
    await tokens.lifecycle.advance();
    expect(published()).toContain(old);
    tokens.clock.passSeconds(MINUTE);
    await tokens.lifecycle.advance();
    expect(published()).not.toContain(old);
  });

  it('is rotated when it has signed for as many days as the setting says', async () => {
    const schedule = scheduled(90);
    const [old, waiting] = [active(), next()];
    tokens.clock.passSeconds(90 * DAY - 1);
    await schedule.run();
    expect(active()).toBe(old);
    tokens.clock.passSeconds(1);
    await schedule.run();
    await schedule.run();
    expect(active()).toBe(waiting);
    const entries = await tokens.database.manager.find(AuditEvent, {
      where: { action: 'signing_key.rotate' },
    });
    expect(entries.map(({ actorKind }) => actorKind)).toEqual(['system', 'system']);
    expect(entries.map(({ targetId }) => targetId)).toContain(waiting);
    expect(JSON.stringify(entries)).toContain(old);
  });

  it('has no end of its own when the setting is 0', async () => {
    const old = active();
    tokens.clock.passSeconds(3650 * DAY);
    await scheduled(0).run();
    expect(active()).toBe(old);
  });

  it('is rotated every day without ever using a key that was published for less than a day', async () => {
    const schedule = scheduled(1);
    for (let hour = 0; hour < 24 * 7; hour += 1) {
      const before = active();
      tokens.clock.passSeconds(60 * MINUTE);
      await schedule.run();
      if (active() === before) continue;
      const { createdAt, activatedAt } = await row(active());
      expect((activatedAt ?? 0) - createdAt).toBeGreaterThanOrEqual(DAY * 1000);
    }
    expect(await tokens.database.manager.countBy(SigningKey, { use: 'access' })).toBe(9);
  });

  describe('W05: ends at once when the key is revoked', () => {
    it('for its tokens, for what remembers them, and for its private part', async () => {
      const [old, waiting] = [active(), next()];
      const token = anyToken();
      const { state, revokedAt } = await tokens.lifecycle.revoke(old);
      expect([state, revokedAt]).toEqual(['revoked', tokens.clock.now()]);
      expect(prove(token)).toBe('token_signature_invalid');
      expect(tokens.published).toContain(`signing_key:${old}`);
      expect(published()).not.toContain(old);
      expect((await row(old)).sealedPrivateJwk).toBe('');
      expect(active()).toBe(waiting);
      expect(next()).not.toBe(waiting);
    });

    it('however new the next key is', async () => {
      await rotate();
      const waiting = next();
      await tokens.lifecycle.revoke(active());
      expect(active()).toBe(waiting);
      expect(prove(anyToken())).toBe('proved');
    });

    it('once, and one that is not there is not found', async () => {
      const old = active();
      let calls = 0;
      const count = async () => void (calls += 1);
      await tokens.lifecycle.revoke(old, count);
      const successor = active();
      await tokens.lifecycle.revoke(old, count);
      expect(calls).toBe(1);
      expect(active()).toBe(successor);
      await expect(tokens.lifecycle.revoke('x'.repeat(43))).rejects.toMatchObject({
        code: 'not_found',
      });
    });

    it('also when it only waited or was on its way out, and nothing else changes then', async () => {
      const [old, signing] = [active(), next() ?? ''];
      await rotate();
      await tokens.lifecycle.revoke(old);
      await tokens.lifecycle.revoke(next() ?? '');
      expect(active()).toBe(signing);
      expect((await row(next() ?? '')).readyAt).toBe(tokens.clock.now() + DAY * 1000);
    });

    it('not at all when its audit entry cannot be written', async () => {
      const old = active();
      const failing = () => Promise.reject(new Error('no audit'));
      await expect(tokens.lifecycle.revoke(old, failing)).rejects.toThrow('no audit');
      await expect(tokens.lifecycle.rotate({}, failing)).rejects.toThrow('no audit');
      expect(active()).toBe(old);
    });

    it('in an instance that only sees the table', async () => {
      const other = await openSigningKeys(tokens, tokens.clock);
      const seen: string[] = [];
      other.events.subscribe((tag) => seen.push(tag));
      const old = active();
      await tokens.lifecycle.revoke(old);
      expect(other.keys.keyObjectOf(old)).toBeDefined();
      await other.keys.reloadIfChanged();
      expect(other.keys.keyObjectOf(old)).toBeUndefined();
      expect(other.keys.activeKey('access').kid).toBe(active());
      expect(seen).toEqual([`signing_key:${old}`, 'signing_keys:changed']);
      await other.keys.reloadIfChanged();
      expect(seen).toHaveLength(2);
    });
  });

  it('W04: has exactly one successor, however many rotate at once', async () => {
    const others = await Promise.all(
      Array.from({ length: 3 }, () => openSigningKeys(tokens, tokens.clock)),
    );
    const lifecycles = [tokens.lifecycle, ...others.map(({ lifecycle }) => lifecycle)];
    for (let round = 0; round < 10; round += 1) {
      const waiting = next();
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, async (_, index) =>
          lifecycles[index % 4]?.rotate({ use: 'access' }),
        ),
      );
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused).toHaveLength(19);
      for (const { reason } of refused) expect(reason).toMatchObject({ code: 'conflict' });
      await tokens.keys.reload();
      expect(active()).toBe(waiting);
      tokens.clock.passSeconds(DAY);
    }
    const { manager } = tokens.database;
    for (const state of ['active', 'next'] as const) {
      expect(await manager.countBy(SigningKey, { use: 'access', state })).toBe(1);
    }
  });

  it('is not brought back by a reading that began before it was revoked', async () => {
    const { repository, keys, lifecycle } = await openSigningKeys(tokens, tokens.clock);
    const old = keys.activeKey('access').kid;
    const list = repository.listTrusted.bind(repository);
    let finish: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    const stale = await list();
    repository.listTrusted = async () => {
      repository.listTrusted = list;
      await held;
      return stale;
    };
    const slow = keys.reload();
    await lifecycle.revoke(old);
    finish();
    await slow;
    expect(keys.keyObjectOf(old)).toBeUndefined();
  });

  it('makes the server ready: without a key that signs it is not', async () => {
    const { readiness, keys } = await openSigningKeys(tokens, tokens.clock);
    expect(await readiness.failures()).toEqual([]);
    await tokens.database.manager.deleteAll(SigningKey);
    await keys.reload();
    expect((await readiness.failures()).map(({ name }) => name)).toEqual(['signing_key']);
    expect(() => keys.activeKey('access')).toThrow(
      expect.objectContaining({ code: 'unavailable', status: 503 }),
    );
    await tokens.lifecycle.advance();
    await keys.reloadIfChanged();
    expect(await readiness.failures()).toEqual([]);
  });
});
