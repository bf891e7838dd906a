import { ASKED } from '../cases.mjs';
import { measure } from '../harness/rounds.mjs';
import { stop } from '../harness/processes.mjs';
import { startFastUpstream } from '../subjects/nginx.mjs';
import { startOstiary } from '../subjects/ostiary.mjs';
import { startStores } from '../subjects/stores.mjs';

const KEYS = [10, 10_000, 1_000_000];
const RULES = [1, 100, 5_000];
const BOTH_CORES = '0,1';

/** Whether the same check stays as fast when there is more to know. */
export async function measureGrowth(_get, options) {
  const fast = await startFastUpstream();
  const upstreams = { '/items': fast.url };
  const most = Math.min(options.keys, KEYS.at(-1));
  const keys = await series(
    KEYS.map((count) => Math.min(count, most)).map((count) => [
      `${count.toLocaleString('en')} API keys`,
      () => startOstiary({ upstreams, keys: count }),
    ]),
    options,
  );
  const rules = await series(
    RULES.map((count) => [
      `${count.toLocaleString('en')} route rules`,
      () => startOstiary({ upstreams, rules: count }),
    ]),
    options,
  );
  const workers = await measureWorkers(upstreams, options);
  await stop(fast);
  return [...keys, ...rules, ...workers];
}

/** On Postgres and Redis, on both cores, which the load uses too: an indication, no more. */
async function measureWorkers(upstreams, options) {
  const results = [];
  for (const count of [1, 2]) {
    const stores = await startStores();
    const environment = { ...stores.environment, OSTIARY_WORKERS: String(count) };
    const name = `${count} ${count === 1 ? 'worker' : 'workers'} on both cores`;
    const start = () => startOstiary({ upstreams, environment, core: BOTH_CORES });
    results.push(...(await series([[name, start]], options)));
    await stores.stop();
  }
  return results;
}

async function series(starts, options) {
  const cases = [];
  for (const [name, start] of starts) {
    const subject = await start();
    const headers = { 'x-api-key': subject.apiKey, ...ASKED };
    cases.push({ name, subject, url: `${subject.url}/verify`, headers });
  }
  await measure(cases, options);
  for (const { subject } of cases) await stop(subject);
  return cases;
}
