import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cpuSeconds, OTHER_CORE } from './processes.mjs';

const run = promisify(execFile);
/** Where a call carries a credential of its own, it stands in the place of this. */
export const FRESH = '@fresh@';
const OUT_OF_CREDENTIALS = 3;
/** A server that has just warmed up may be faster than it was. */
const MARGIN = 1.6;
/** An attempt that ran out of fresh credentials is followed by one with so many times as many. */
const MORE = 4;
/** Who call at a steady rate: so many that each of them waits for one answer at a time and thinks for long. */
const CALLERS = 64;

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
      const result = await wrkOnce(one, directory, connections, seconds, attempt);
      if (result !== null) return result;
      if (attempt === 4) throw new Error(`${one.name}: could not make credentials fast enough`);
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @returns null when there were not enough fresh credentials for the whole run */
async function wrkOnce(one, directory, connections, seconds, attempt) {
  if (one.fresh) {
    const rate = (one.rate ?? one.fresh.firstGuess) * MORE ** (attempt - 1);
    await one.fresh.stock(Math.ceil(rate * seconds * MARGIN) + connections);
    writeFileSync(join(directory, 'values'), one.fresh.values().join('\n'));
  }
  const text = script(one, join(directory, 'values'));
  const before = cpuSeconds(one.subject);
  const output = await wrk(one, text, { directory, connections, seconds });
  const used = cpuSeconds(one.subject) - before;
  if (output === null) {
    one.fresh.drop(Infinity);
    return null;
  }
  const calls = Number(/(\d+) requests in/.exec(output)[1]);
  one.fresh?.drop(calls + connections + 1);
  one.rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(output)[1]);
  return { perSecond: one.rate, cpuMicros: (used * 1_000_000) / calls };
}

/**
 * @param text what wrk is to send, in Lua
 * @returns what wrk printed; null when there were not enough fresh credentials
 * @throws when a call failed or was not answered 2xx
 */
async function wrk({ name, url }, text, { directory, connections, seconds }) {
  const file = join(directory, 'load.lua');
  writeFileSync(file, text);
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', file];
  const ended = run('taskset', ['-c', OTHER_CORE, 'wrk', ...args, url]);
  const { stdout, code } = await ended.catch((error) => error);
  if (code === OUT_OF_CREDENTIALS) return null;
  const wrong = /Non-2xx.*|Socket errors.*/.exec(stdout);
  if (code !== undefined || wrong !== null) {
    throw new Error(`${name}: ${wrong?.[0] ?? `wrk ended with ${code}`}`);
  }
  return stdout;
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
 * Latency at a rate that the server can keep up with. Callers on connections of their own call, and think before
 * they call again; how long is drawn anew each time, so that their calls come as those of strangers do: at any
 * moment, now and then several at once. A caller who had to wait has not asked again meanwhile; wrk puts in
 * what those calls would have waited (coordinated omission).
 *
 * @returns `p50` and `p99` in milliseconds, and `perSecond`, how many calls there were
 * @throws when a call failed or was not answered 2xx
 */
export async function steady(one, { rate, seconds }) {
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-bench-load-'));
  try {
    one.thinkMs ??= (CALLERS / rate) * 1000;
    const text = `${script(one)}\n${thinking(one.thinkMs)}`;
    const output = await wrk(one, text, { directory, connections: CALLERS, seconds });
    const [p50, p99, perSecond] = /^steady (.*)$/m.exec(output)[1].split(' ').map(Number);
    // What they waited for answers, and for wrk's clock, is taken off what they think the next time.
    one.thinkMs = Math.max(1, one.thinkMs + (CALLERS / rate - CALLERS / perSecond) * 1000);
    return { p50, p99, perSecond };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function thinking(meanMs) {
  return `math.randomseed(1)
function delay() return math.floor(0.5 - math.log(1 - math.random()) * ${meanMs}) end
function done(summary, latency)
  local seconds = summary.duration / 1e6
  print(string.format("steady %.2f %.2f %.0f", latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    summary.requests / seconds))
end
`;
}
