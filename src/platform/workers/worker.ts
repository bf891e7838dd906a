import process from 'node:process';
import { AggregatorRegistry, type Registry } from 'prom-client';
import { AppError } from '../../kernel/errors/index.js';
import { asWorkerMessage, type WorkerMessage } from './worker-messages.js';
import { workerNumber } from './worker-number.js';

/** Longer than the primary waits for the other workers. */
const METRICS_LIMIT_MS = 6_000;

const waiting = new Map<number, (text: string | null) => void>();
let asked = 0;

/** Tells the primary, if there is one, that this worker listens. */
export function announceReady(): void {
  if (workerNumber() !== null) tell({ type: 'ostiary:ready' });
}

/** Lets the primary collect what is counted here. Does nothing where there is one process only. */
export function shareMetrics(registry: Registry): void {
  if (workerNumber() === null) return;
  AggregatorRegistry.setRegistries([registry]);
  // Its making is what adds the listener.
  new AggregatorRegistry();
  process.on('message', (received) => {
    const message = asWorkerMessage(received);
    if (message?.type !== 'ostiary:metrics-of-all') return;
    waiting.get(message.id)?.(message.text);
    waiting.delete(message.id);
  });
}

/** @throws AppError `unavailable` when a worker, or the primary, does not answer */
export async function metricsOfAllWorkers(): Promise<string> {
  const id = (asked += 1);
  let timer: NodeJS.Timeout | undefined;
  const text = await new Promise<string | null>((resolve) => {
    timer = setTimeout(() => resolve(null), METRICS_LIMIT_MS);
    waiting.set(id, resolve);
    tell({ type: 'ostiary:metrics', id });
  });
  clearTimeout(timer);
  waiting.delete(id);
  if (text === null) throw new AppError('unavailable', { internal: 'a worker told no metrics' });
  return text;
}

/** A primary that is gone takes its workers with it: there is nobody to tell, and no need. */
function tell(message: WorkerMessage): void {
  process.send?.(message, undefined, undefined, () => undefined);
}
