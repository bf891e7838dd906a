import cluster from 'node:cluster';

/** Which worker process this is, from 1, each number once; null: there is one process only. */
export function workerNumber(): number | null {
  return cluster.worker?.id ?? null;
}
