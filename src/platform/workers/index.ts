export { announceReady, metricsOfAllWorkers, shareMetrics } from './worker.js';
export { workerNumber } from './worker-number.js';
export { WorkerPool } from './worker-pool.js';
