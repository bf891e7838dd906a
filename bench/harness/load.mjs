import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import autocannon from 'autocannon';
import { cpuSeconds, OTHER_CORE } from './processes.mjs';

const run = promisify(execFile);
/** Where a call carries a credential of its own, it stands in the place of this. */
export const FRESH = '@fresh@';
const OUT_OF_CREDENTIALS = 3;
/** A server that has just warmed up may be faster than it was. */
const MARGIN = 1.6;
/** An attempt that ran out of fresh credentials is followed by one with so many times as many. */
const MORE = 4;

/**
 * As many calls as the server takes, by wrk on a core of its own. A run with an error or an answer that
 * is not 2xx measures something else and does not count.
 *
 * @param one a case of `cases.mjs`
 * @returns calls per second, and the server's processor time per call in microseconds
 * @throws when a call failed or was not answered 2xx
 */
export async function peak(one, { connections, seconds }) {
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-bench-load-'));
  try {
    for (let attempt = 1; ; attempt += 1) {
      const result = await wrk(one, directory, connections, seconds, attempt);
      if (result !== null) return result;
      if (attempt === 4) throw new Error(`${one.name}: could not make credentials fast enough`);
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @returns null when there were not enough fresh credentials for the whole run */
async function wrk(one, directory, connections, seconds, attempt) {
  if (one.fresh) {
    const rate = (one.rate ?? one.fresh.firstGuess) * MORE ** (attempt - 1);
    await one.fresh.stock(Math.ceil(rate * seconds * MARGIN) + connections);
    writeFileSync(join(directory, 'values'), one.fresh.values().join('\n'));
  }
  writeFileSync(join(directory, 'load.lua'), script(one, join(directory, 'values')));
  const before = cpuSeconds(one.subject);
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', join(directory, 'load.lua')];
  const { stdout, code } = await run('taskset', ['-c', OTHER_CORE, 'wrk', ...args, one.url]).catch(
    (error) => error,
  );
  const used = cpuSeconds(one.subject) - before;
  if (code === OUT_OF_CREDENTIALS) {
    one.fresh.drop(Infinity);
    return null;
  }
  const wrong = /Non-2xx.*|Socket errors.*/.exec(stdout);
  if (code !== undefined || wrong !== null) {
    throw new Error(`${one.name}: ${wrong?.[0] ?? `wrk ended with ${code}`}`);
  }
  const calls = Number(/(\d+) requests in/.exec(stdout)[1]);
  one.fresh?.drop(calls + connections + 1);
  one.rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]);
  return { perSecond: one.rate, cpuMicros: (used * 1_000_000) / calls };
}

/** What wrk is to send. With fresh credentials each line of the file is sent once. */
function script({ method = 'GET', headers = {}, body, fresh }, file) {
  const text = (value) => JSON.stringify(value);
  const lines = [
    `wrk.method = ${text(method)}`,
    ...Object.entries(headers).map(
      ([name, value]) => `wrk.headers[${text(name)}] = ${text(value)}`,
    ),
    ...(body === undefined ? [] : [`wrk.body = ${text(body)}`]),
  ];
  if (!fresh) return lines.join('\n');
  return `${lines.join('\n')}
local values, position, head, tail = {}, 0, nil, nil
function init()
  for value in io.lines(${text(file)}) do values[#values + 1] = value end
  local whole = wrk.format()
  local from, to = string.find(whole, ${text(FRESH)}, 1, true)
  head, tail = string.sub(whole, 1, from - 1), string.sub(whole, to + 1)
end
function request()
  position = position + 1
  if values[position] == nil then os.exit(${OUT_OF_CREDENTIALS}) end
  return head .. values[position] .. tail
end
`;
}

/**
 * Latency at a rate that the server can keep up with, in milliseconds, corrected for coordinated omission.
 * The calling process is to be on the load's core.
 *
 * @throws when a call failed or was not answered 2xx
 */
export async function steady({ name, url, method = 'GET', headers, body }, options) {
  const { rate, connections, seconds } = options;
  const result = await autocannon({
    url,
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    connections,
    duration: seconds,
    overallRate: Math.max(connections, Math.round(rate)),
  });
  if (result.errors + result.timeouts + result.non2xx > 0) {
    throw new Error(`${name}: ${result.errors} errors, ${result.non2xx} answers were not 2xx`);
  }
  return { p50: result.latency.p50, p99: result.latency.p99 };
}
