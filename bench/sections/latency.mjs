import { CASE_NAMES, startCase } from '../cases.mjs';
import { peak, steady } from '../harness/load.mjs';

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

/** p50 and p99 at half of what each server takes at most, which is measured right before. */
export async function measureLatency(get, options) {
  const { only, connections, seconds } = options;
  const results = [];
  for (const name of NAMES.filter((each) => CASE_NAMES.includes(each) && only.test(each))) {
    const one = await startCase(get, name);
    await peak(one, { connections, seconds: 2 });
    const { perSecond } = await peak(one, { connections, seconds: 2 });
    const load = { rate: perSecond * SHARE_OF_PEAK, connections, seconds };
    const isFloor = name === KEY;
    results.push({ name, isFloor, rate: load.rate, ...(await steady(one, load)) });
    if (!isFloor) continue;
    const stop = signInAllTheTime(one.subject);
    const during = await steady(one, load);
    const logins = await stop();
    const more = `, during ${(logins / seconds).toFixed(1)} logins a second`;
    results.push({ name: name + more, isFloor, rate: load.rate, ...during });
  }
  return results;
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
    return asked.length;
  };
}
