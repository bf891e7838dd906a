import { Worker } from 'node:worker_threads';

/** What Argon2id is to cost: KiB, passes, lanes. */
export interface HashingCost {
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

export type HashingTask =
  | { readonly kind: 'hash'; readonly password: string; readonly cost: HashingCost }
  | { readonly kind: 'verify'; readonly password: string; readonly storedHash: string };

/** What comes back from the thread: one of `value` and `error`. */
interface Reply {
  readonly id: number;
  readonly value?: string | boolean;
  readonly error?: Error;
}

interface Waiter {
  resolve(value: string | boolean): void;
  reject(error: Error): void;
}

const PROGRAM = new URL('./hashing-thread.worker.mjs', import.meta.url);
const ENDED = 'The hashing thread has ended.';

/**
 * One thread that hashes passwords, one after the other, at a lower priority than the thread that
 * answers calls: on a busy core the calls go first. It is started by the first task, and again by
 * the next one if it has failed.
 */
export class HashingThread {
  private worker: Worker | null = null;
  private isStopped = false;
  private lastId = 0;
  private readonly waiters = new Map<number, Waiter>();

  /** @returns the PHC string */
  async hash(password: string, cost: HashingCost): Promise<string> {
    return String(await this.perform({ kind: 'hash', password, cost }));
  }

  /** @throws Error for what is no PHC string of Argon2 */
  async verify(password: string, storedHash: string): Promise<boolean> {
    return (await this.perform({ kind: 'verify', password, storedHash })) === true;
  }

  /** Ends the thread for good; what it has not finished is rejected. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.worker?.terminate();
  }

  private async perform(task: HashingTask): Promise<string | boolean> {
    if (this.isStopped) throw new Error(ENDED);
    const worker = (this.worker ??= this.start());
    const id = (this.lastId += 1);
    return new Promise((resolve, reject) => {
      this.waiters.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, task });
    });
  }

  /** The environment, secrets included, is none of the thread's business. */
  private start(): Worker {
    const worker = new Worker(PROGRAM, { name: 'passwords', env: {}, execArgv: [] });
    let failure: Error | null = null;
    worker.on('message', (reply: Reply) => this.settle(worker, reply));
    worker.on('error', (error) => (failure = error));
    worker.on('exit', () => this.abandon(failure ?? new Error(ENDED)));
    return worker;
  }

  private settle(worker: Worker, { id, value, error }: Reply): void {
    const waiter = this.waiters.get(id);
    this.waiters.delete(id);
    // Nobody waits for it: it keeps no process alive.
    if (this.waiters.size === 0) worker.unref();
    if (value === undefined) waiter?.reject(error ?? new Error('The hashing thread said nothing.'));
    else waiter?.resolve(value);
  }

  private abandon(error: Error): void {
    this.worker = null;
    const waiters = [...this.waiters.values()];
    this.waiters.clear();
    for (const waiter of waiters) waiter.reject(error);
  }
}
