// The inside of `HashingThread`. Plain JavaScript, so that it is the same file in src/ and in dist/.
import { constants, platform, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { hashSync, verifySync } from '@node-rs/argon2';

// On Linux a priority belongs to the thread, elsewhere it would be the whole process's.
if (platform() === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);

/**
 * @param {import('./hashing-thread.js').HashingTask} task
 * @returns {string | boolean}
 */
function perform(task) {
  return task.kind === 'hash'
    ? hashSync(task.password, task.cost)
    : verifySync(task.storedHash, task.password);
}

parentPort?.on('message', ({ id, task }) => {
  try {
    parentPort?.postMessage({ id, value: perform(task) });
  } catch (error) {
    parentPort?.postMessage({ id, error });
  }
});
