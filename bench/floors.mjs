import { ratio } from './harness/rounds.mjs';

/** What issue by issue was promised: at least so many times the other case, in the same rounds. */
const RATES = [
  ['Ostiary /verify, API key', 'bare node:http', 0.8],
  ['Ostiary /verify, API key', 'better-auth, API key', 12],
  ['Ostiary /verify, API key', 'nginx + Lua, API key', 0.6],
  ['Ostiary /verify, access token', 'bare node:http', 0.75],
  ['Ostiary /verify, app token never seen', 'bare node:http', 0.4],
  ['Ostiary /verify, access token never seen', 'bare node:http', 0.12],
  ['Ostiary Nest route, API key', 'bare node:http', 0.6],
  ['Ostiary /verify, API key never seen', 'bare node:http', 0.35],
  ['Ostiary client_credentials', 'oidc-provider, client_credentials', 1.15],
  ['Ostiary gateway, API key, 1 KB', '@fastify/reply-from, 1 KB', 1.5],
  ['Ostiary introspection, API key', 'bare node:http', 0.5],
];

/** @returns rows of what was measured: what, the floor, the figure and whether it is reached */
export function rateFloors(cases) {
  const named = new Map(cases.map((each) => [each.name, each]));
  return RATES.filter(([name, other]) => named.has(name) && named.has(other)).map(
    ([name, other, floor]) => {
      const figure = ratio(named.get(name), named.get(other));
      return row(`${name}, to ${other}`, `≥ ${floor}`, figure.toFixed(2), figure >= floor);
    },
  );
}

export function latencyFloors(latencies) {
  return latencies
    .filter(({ isFloor }) => isFloor)
    .map(({ name, p99 }) => row(`${name}: p99 at half the peak`, '≤ 2 ms', `${p99} ms`, p99 <= 2));
}

export function footprintFloors({ bootMs, idleMb, connectionsMb }) {
  return [
    row('Idle memory', '≤ 150 MB', `${idleMb} MB`, idleMb <= 150),
    row('Boot to the first answer', '≤ 1.5 s', `${(bootMs / 1000).toFixed(2)} s`, bootMs <= 1500),
    row('10,000 idle connections', '≤ +120 MB', `+${connectionsMb} MB`, connectionsMb <= 120),
  ];
}

function row(what, floor, figure, isReached) {
  return { what, floor, figure, isReached };
}
