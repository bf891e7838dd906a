import type { Redis } from '../redis/index.js';
import { windowState, type Window, type WindowState } from './quota-state.js';

const PREFIX = 'ostiary:limit:';
/** A key that is there as long as Redis keeps what it was given. */
const WITNESS = 'ostiary:limits';
const WITNESS_SECONDS = 24 * 3600;

/**
 * Counts one call in all the windows, or in none. KEYS: the witness, then the buckets. ARGV: seconds of
 * the witness, whether to count, then limit and milliseconds of each window. Answers whether the witness
 * was missing, then of each window what was used before, and milliseconds to its end. A key is made with
 * its end in one command.
 */
const TAKE = `
local answer = {0}
if redis.call('EXPIRE', KEYS[1], ARGV[1]) == 0 then
  redis.call('SET', KEYS[1], '1', 'EX', ARGV[1])
  answer[1] = 1
end
local free = ARGV[2] == '1'
for i = 2, #KEYS do
  local used, rest = tonumber(redis.call('GET', KEYS[i]) or '0'), redis.call('PTTL', KEYS[i])
  if rest <= 0 then used = 0 end
  if used >= tonumber(ARGV[2 * i - 1]) then free = false end
  answer[2 * i - 2], answer[2 * i - 1] = used, rest
end
if free then
  for i = 2, #KEYS do
    if answer[2 * i - 1] <= 0 then redis.call('SET', KEYS[i], 1, 'PX', ARGV[2 * i])
    else redis.call('INCR', KEYS[i]) end
  end
end
return answer`;

const GIVE_BACK = `
if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then redis.call('DECR', KEYS[1]) end`;

interface LimitCommands {
  ostiaryTake(keyCount: number, ...keysAndArguments: (string | number)[]): Promise<number[]>;
  ostiaryGiveBack(key: string): Promise<unknown>;
}

/**
 * Fixed windows that all instances on one Redis share. Redis decides when a window ends, so that the
 * clocks of the instances do not matter.
 */
export class SharedWindows {
  private readonly commands: LimitCommands;
  private answeredAt = -Infinity;

  /** @param lost called when Redis has lost what was counted: it was flushed, or started anew empty */
  constructor(
    private readonly redis: Redis,
    private readonly lost: () => void,
  ) {
    redis.defineCommand('ostiaryTake', { lua: TAKE });
    redis.defineCommand('ostiaryGiveBack', { numberOfKeys: 1, lua: GIVE_BACK });
    this.commands = redis as unknown as LimitCommands;
  }

  /** @throws what the client throws */
  take(windows: readonly Window[]): Promise<WindowState[]> {
    return this.ask(windows, true);
  }

  /** @throws what the client throws */
  look(windows: readonly Window[]): Promise<WindowState[]> {
    return this.ask(windows, false);
  }

  /** Gives one counted call back, unless its window is over. */
  async giveBack(bucket: string, { endsAt }: WindowState): Promise<void> {
    if (performance.now() < endsAt) await this.commands.ostiaryGiveBack(PREFIX + bucket);
  }

  /**
   * Forgets every bucket whose name begins so. Looks at all of them: for what happens rarely.
   *
   * @param prefix without characters that have a meaning in a glob
   */
  async forget(prefix: string): Promise<void> {
    for await (const keys of this.redis.scanStream({ match: `${PREFIX}${prefix}*`, count: 1000 })) {
      if ((keys as string[]).length > 0) await this.redis.unlink(keys as string[]);
    }
  }

  private async ask(windows: readonly Window[], counts: boolean): Promise<WindowState[]> {
    const answer = await this.commands.ostiaryTake(
      windows.length + 1,
      WITNESS,
      ...windows.map(({ bucket }) => PREFIX + bucket),
      WITNESS_SECONDS,
      counts ? 1 : 0,
      ...windows.flatMap(({ limit, windowSeconds }) => [limit, windowSeconds * 1000]),
    );
    const now = performance.now();
    this.noteWitness(answer[0] === 1, now);
    return statesOf(windows, answer, counts, now);
  }

  private noteWitness(isMissing: boolean, now: number): void {
    if (isMissing && now - this.answeredAt < WITNESS_SECONDS * 1000) this.lost();
    this.answeredAt = now;
  }
}

function statesOf(
  windows: readonly Window[],
  answer: readonly number[],
  counts: boolean,
  now: number,
): WindowState[] {
  const usedOf = (i: number): number => answer[2 * i + 1] ?? 0;
  const isCounted = counts && windows.every(({ limit }, i) => usedOf(i) < limit);
  return windows.map((window, i) => {
    const rest = answer[2 * i + 2] ?? 0;
    const endsAt = now + (rest > 0 ? rest : window.windowSeconds * 1000);
    const used = usedOf(i) + (isCounted ? 1 : 0);
    return windowState(window, used, endsAt, now, isCounted || usedOf(i) < window.limit);
  });
}
