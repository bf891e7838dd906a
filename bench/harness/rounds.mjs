import { peak } from './load.mjs';

const WARM_UP_SECONDS = 4;

/**
 * Runs the cases in turn, round by round, so that whatever else the machine does hits all of them. Leaves
 * in each case its `runs`.
 */
export async function measure(cases, { rounds, seconds, connections }) {
  for (const each of cases) await peak(each, { connections, seconds: WARM_UP_SECONDS });
  for (const each of cases) each.runs = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const each of cases) each.runs.push(await peak(each, { connections, seconds }));
    process.stderr.write(`round ${round} of ${rounds}\n`);
  }
}

export function median(values) {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}

/** The median of a member of the runs: `perSecond`, `cpuMicros`, `p50`. */
export function medianOf({ runs }, member) {
  return median(runs.map((run) => run[member]));
}

/** How many times the calls per second of the other case, in the same round; the median of the rounds. */
export function ratio({ runs }, other) {
  return median(runs.map(({ perSecond }, round) => perSecond / other.runs[round].perSecond));
}
