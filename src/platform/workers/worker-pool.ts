import cluster, { type Worker } from 'node:cluster';
import process from 'node:process';
import type { Logger } from 'pino';
import { AggregatorRegistry } from 'prom-client';
import { asWorkerMessage, type WorkerMessage } from './worker-messages.js';

const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** A worker that lived so long did not fail at its start. */
const STEADY_MS = 30_000;

/**
 * Runs worker processes: replaces those that end, ever more slowly while they fail at once, and ends
 * all of them on SIGTERM and SIGINT. Their requests are shared out by `node:cluster`.
 */
export class WorkerPool {
  private readonly aggregator = new AggregatorRegistry();
  private readonly restarts = new Set<NodeJS.Timeout>();
  private stopping = false;
  private hasFailed = false;
  private finished: (exitCode: number) => void = () => undefined;

  constructor(
    private readonly count: number,
    private readonly logger: Logger,
  ) {}

  /**
   * Starts one worker, which does what is to be done once, and when it listens the others.
   *
   * @returns false when the first one ended instead, which has said why
   */
  async start(): Promise<boolean> {
    if (!(await this.fork(0))) return false;
    for (let started = 1; started < this.count; started += 1) void this.fork(0);
    return true;
  }

  /** Resolves with the exit code, when a signal has come and all workers have drained. */
  untilStopped(): Promise<number> {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => this.stop());
    }
    return new Promise((resolve) => {
      this.finished = resolve;
    });
  }

  /** @returns whether it came to listen */
  private fork(failures: number): Promise<boolean> {
    const worker = cluster.fork();
    const startedAt = performance.now();
    return new Promise((resolve) => {
      let isReady = false;
      worker.on('message', (received: unknown) => {
        const message = asWorkerMessage(received);
        if (message?.type === 'ostiary:metrics') void this.tellMetrics(worker, message.id);
        if (message?.type !== 'ostiary:ready') return;
        isReady = true;
        resolve(true);
      });
      worker.on('exit', (code: number | null, signal: string | null) => {
        resolve(false);
        this.hasFailed ||= code !== 0;
        if (this.stopping) return this.finishIfDone();
        // The very first one decides whether there is anything to replace.
        if (worker.id === 1 && !isReady) return;
        const livedLong = performance.now() - startedAt > STEADY_MS;
        this.replace(worker, signal ?? `code ${code}`, livedLong ? 0 : failures + 1);
      });
    });
  }

  private replace({ id, process: { pid } }: Worker, how: string, failures: number): void {
    this.hasFailed = false;
    const pauseMs = Math.min(SHORTEST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
    this.logger.error(
      `worker ${id} (${pid}) has ended: ${how}; another one starts in ${pauseMs} ms`,
    );
    const timer = setTimeout(() => {
      this.restarts.delete(timer);
      void this.fork(failures);
    }, pauseMs);
    this.restarts.add(timer);
  }

  /** The second time without waiting for what is under way. */
  private stop(): void {
    const signal = this.stopping ? 'SIGKILL' : 'SIGTERM';
    this.stopping = true;
    for (const timer of this.restarts) clearTimeout(timer);
    for (const worker of workers()) worker.process.kill(signal);
    this.finishIfDone();
  }

  private finishIfDone(): void {
    if (workers().every((worker) => worker.isDead())) this.finished(this.hasFailed ? 1 : 0);
  }

  private async tellMetrics(worker: Worker, id: number): Promise<void> {
    const text = await this.aggregator.clusterMetrics().catch((error: unknown) => {
      this.logger.warn(`no metrics of all workers: ${String(error)}`);
      return null;
    });
    const answer: WorkerMessage = { type: 'ostiary:metrics-of-all', id, text };
    // It may have ended meanwhile.
    worker.send(answer, () => undefined);
  }
}

function workers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}
