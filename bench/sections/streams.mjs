import { request } from 'node:http';
import { residentMb } from '../harness/processes.mjs';

const OPENING_AT_ONCE = 50;
const SETTLE_MS = 3_000;

/**
 * Opens so many calls that never end, through the gateway, and lets all of them receive.
 *
 * @returns resident memory before and while they are open, in MB, and what all of them received, in bytes per second
 */
export async function holdStreams(ostiary, target, headers, count) {
  const before = residentMb(ostiary);
  let received = 0;
  const open = [];
  const openOne = () =>
    new Promise((resolve, reject) => {
      const call = request(ostiary.url + target, { headers, agent: false }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`a stream got ${response.statusCode}`));
        response.on('data', (chunk) => (received += chunk.length));
        response.once('data', resolve);
      });
      call.on('error', reject);
      call.end();
      open.push(call);
    });
  while (open.length < count) {
    await Promise.all(Array.from({ length: OPENING_AT_ONCE }, openOne));
  }
  const startedAt = performance.now();
  received = 0;
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const result = {
    before,
    during: residentMb(ostiary),
    bytesPerSecond: Math.round((received * 1000) / (performance.now() - startedAt)),
  };
  for (const call of open) call.on('error', () => undefined).destroy();
  return result;
}
