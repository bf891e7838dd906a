import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/kernel/errors/index.js';
import type { OpenDatabase } from '../../../src/platform/database/index.js';
import { IdempotencyKey } from '../../../src/platform/idempotency/idempotency-key.entity.js';
import {
  IdempotencyKeys,
  IdempotencyKeysRepository,
  type KeyedRequest,
} from '../../../src/platform/idempotency/index.js';
import { openTestDatabase } from '../../harness/database.js';
import { startPostgres, type PostgresServer } from '../../harness/postgres.js';
import { FakeClock } from '../credentials.fixture.js';

const REQUEST: KeyedRequest = {
  caller: 'usr_1',
  operation: 'POST /admin/users {}',
  key: 'first try',
  body: { username: 'anna', password: 'seven green boats sail' },
};
const DAY_SECONDS = 24 * 3600;
const HOLD_SECONDS = 60;

describe.each(['sqlite', 'postgres'] as const)('idempotency keys on %s', (dialect) => {
  let postgres: PostgresServer | null = null;
  let opened: OpenDatabase;
  let clock: FakeClock;
  let repository: IdempotencyKeysRepository;
  let keys: IdempotencyKeys;

  beforeAll(async () => {
    if (dialect === 'postgres') postgres = await startPostgres();
    opened = await openTestDatabase(postgres?.url);
    repository = new IdempotencyKeysRepository(opened.database);
  }, 60_000);
  afterAll(async () => {
    await opened.close();
    await postgres?.stop();
  });
  beforeEach(async () => {
    await opened.database.manager.deleteAll(IdempotencyKey);
    clock = new FakeClock();
    keys = new IdempotencyKeys(repository, clock, opened.sealer);
  });

  const rows = () => opened.database.manager.find(IdempotencyKey);
  const reserve = (members: Partial<KeyedRequest> = {}) => keys.reserve({ ...REQUEST, ...members });
  const refusal = async (members: Partial<KeyedRequest> = {}): Promise<AppError> => {
    const error: unknown = await reserve(members).catch((thrown: unknown) => thrown);
    if (error instanceof AppError) return error;
    throw new Error('the key was not taken');
  };

  it('are had by one of twenty requests at once, and the others are told to wait', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => reserve()));
    const refused = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refused).toHaveLength(19);
    for (const error of refused) {
      expect(error).toMatchObject({ code: 'conflict', retryAfterSeconds: 2, members: {} });
      expect(error).toHaveProperty('detail', expect.stringContaining('still being worked on'));
    }
    expect(await rows()).toHaveLength(1);
  });

  it('are refused with the id of what there is once the request has succeeded, for a day', async () => {
    await (await reserve()).complete('usr_2');
    clock.passSeconds(DAY_SECONDS - 1);
    expect(await refusal()).toMatchObject({
      code: 'conflict',
      retryAfterSeconds: null,
      members: { id: 'usr_2' },
    });
    clock.passSeconds(1);
    await (await reserve()).complete('usr_3');
    expect(await refusal()).toMatchObject({ members: { id: 'usr_3' } });
  });

  it('are refused without an id where there is none', async () => {
    await (await reserve()).complete(null);
    expect(await refusal()).toMatchObject({ retryAfterSeconds: null, members: {} });
  });

  it('are refused for another body, and say no id of the first', async () => {
    const reservation = await reserve();
    const body = { ...(REQUEST.body as object), username: 'berta' };
    const detail = expect.stringContaining('another request body');
    expect(await refusal({ body })).toMatchObject({ detail, retryAfterSeconds: null });
    await reservation.complete('usr_2');
    expect(await refusal({ body })).toMatchObject({ code: 'conflict', detail, members: {} });
    expect(await refusal({ body: undefined })).toMatchObject({ detail });
  });

  it('belong to the caller and the operation that they came with', async () => {
    await reserve();
    await reserve({ caller: 'usr_9' });
    await reserve({ operation: 'POST /admin/apps {}' });
    await reserve({ key: 'second try' });
    expect(await rows()).toHaveLength(4);
  });

  it('are free again after a failure', async () => {
    await (await reserve()).release();
    expect(await rows()).toEqual([]);
    await (await reserve({ body: { username: 'berta' } })).complete('usr_2');
  });

  it('stay used up when something fails after the work was done', async () => {
    const reservation = await reserve();
    await reservation.complete('usr_2');
    await reservation.release();
    expect(await refusal()).toMatchObject({ members: { id: 'usr_2' } });
  });

  it('are free again when the work is rolled back after their completion', async () => {
    const reservation = await reserve();
    const work = opened.database.transaction(async () => {
      await reservation.complete('usr_2');
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    await reservation.release();
    await reserve();
  });

  it('of a process that died are free after a minute, and only then', async () => {
    await reserve();
    clock.passSeconds(HOLD_SECONDS - 1);
    expect(await refusal()).toMatchObject({ retryAfterSeconds: 2 });
    clock.passSeconds(1);
    const outcomes = await Promise.allSettled([reserve(), reserve(), reserve()]);
    const won = outcomes.filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
  });

  it('cannot be completed, nor freed, by a request that was overtaken', async () => {
    const slow = await reserve();
    clock.passSeconds(HOLD_SECONDS);
    const next = await reserve();
    await expect(slow.complete('usr_2')).rejects.toMatchObject({ code: 'conflict' });
    expect(slow.isCompleted).toBe(false);
    await slow.release();
    expect(await refusal()).toMatchObject({ retryAfterSeconds: 2 });
    await next.complete('usr_3');
    await expect(slow.complete('usr_2')).rejects.toMatchObject({ code: 'conflict' });
    expect(await refusal()).toMatchObject({ members: { id: 'usr_3' } });
  });

  it('can be completed late where nobody else has begun', async () => {
    const slow = await reserve();
    clock.passSeconds(HOLD_SECONDS + 1);
    await slow.complete('usr_2');
    expect(await refusal()).toMatchObject({ members: { id: 'usr_2' } });
  });

  it('are stored so that neither key nor body can be guessed from a copy of the table', async () => {
    await reserve();
    const [row] = await rows();
    expect(row?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(row?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const stolen = await openTestDatabase();
    const elsewhere = new IdempotencyKeys(
      new IdempotencyKeysRepository(stolen.database),
      clock,
      stolen.sealer,
    );
    await elsewhere.reserve(REQUEST);
    const other = await stolen.database.manager.findOneByOrFail(IdempotencyKey, {});
    expect(other.digest).not.toBe(row?.digest);
    expect(other.fingerprint).not.toBe(row?.fingerprint);
    await stolen.close();
  });

  it('are cleaned up when they have ended, and no sooner', async () => {
    await (await reserve()).complete('usr_2');
    await reserve({ key: 'second try' });
    clock.passSeconds(DAY_SECONDS);
    await reserve({ key: 'third try' });
    expect(await repository.deleteEnded(clock.now(), 1)).toBe(1);
    expect(await repository.deleteEnded(clock.now() + 1, 500)).toBe(1);
    expect(await repository.deleteEnded(clock.now() + 1, 500)).toBe(0);
    expect(await rows()).toHaveLength(1);
  });
});
