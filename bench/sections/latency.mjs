import { CASE_NAMES, startCase } from '../cases.mjs';
import { peak, steady } from '../harness/load.mjs';
import { medianOf } from '../harness/rounds.mjs';

const KEY = 'Ostiary /verify, API key';
const NAMES = [
  'bare node:http',
  KEY,
  'Ostiary /verify, access token',
  'Ostiary Nest route, API key',
  'Ostiary gateway, API key, 1 KB',
  'nginx + Lua, API key',
];
const LOGINS_EVERY_MS = 500;
const SHARE_OF_PEAK = 0.5;

/**
 * p50 and p99 at half of what each server takes at most, which is measured right before. The cases come in turn,
 * round by round, as they do for the rates; the medians of the rounds.
 */
export async function measureLatency(get, options) {
  const { only, rounds, connections, seconds } = options;
  const cases = [];
  for (const name of NAMES.filter((each) => CASE_NAMES.includes(each) && only.test(each))) {
    const one = await startCase(get, name);
    await peak(one, { connections, seconds: 2 });
    const { perSecond } = await peak(one, { connections, seconds: 2 });
    const load = { rate: perSecond * SHARE_OF_PEAK, seconds };
    await steady(one, { ...load, seconds: 1 });
    cases.push({ name, load, measure: () => steady(one, load) });
    if (name !== KEY) continue;
    const during = `${name}, during ${1000 / LOGINS_EVERY_MS} logins a second`;
    cases.push({ name: during, load, measure: () => duringLogins(one, load) });
  }
  for (const each of cases) each.runs = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const each of cases) each.runs.push(await each.measure());
    process.stderr.write(`round ${round} of ${rounds}\n`);
  }
  return cases.map(({ name, runs }) => ({
    name,
    isFloor: name.startsWith(KEY),
    rate: medianOf({ runs }, 'perSecond'),
    p50: medianOf({ runs }, 'p50'),
    p99: medianOf({ runs }, 'p99'),
  }));
}

async function duringLogins(one, load) {
  const stop = signInAllTheTime(one.subject);
  try {
    return await steady(one, load);
  } finally {
    await stop();
  }
}

/** Two passwords a second. */
function signInAllTheTime({ url, password }) {
  const asked = [];
  const login = async () => {
    const answer = await fetch(`${url}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'bench', password }),
    });
    if (!answer.ok) throw new Error(`a login got ${answer.status}`);
    await answer.arrayBuffer();
  };
  const timer = setInterval(() => asked.push(login()), LOGINS_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await Promise.all(asked);
  };
}
