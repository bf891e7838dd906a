import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { callEach } from './fresh.mjs';
import { cpuSeconds, OTHER_CORE } from './processes.mjs';

const run = promisify(execFile);
/** Who call at a steady rate: so many that each of them waits for one answer at a time and thinks for long. */
const CALLERS = 64;

/**
 * As many calls as the server takes, from a core of its own. A run with an error or an answer that is not 2xx
 * measures something else and does not count.
 *
 * @param one a case of `cases.mjs`
 * @returns calls per second, and the server's processor time per call in microseconds
 * @throws when a call failed or was not answered 2xx
 */
export async function peak(one, options) {
  if (one.fresh) await one.fresh.stock(one.rate, options);
  const before = cpuSeconds(one.subject);
  const { calls, perSecond } = await (one.fresh ? callEach(one, options) : callAll(one, options));
  const used = cpuSeconds(one.subject) - before;
  one.rate = perSecond;
  return { perSecond, cpuMicros: (used * 1_000_000) / calls };
}

async function callAll(one, options) {
  const output = await wrk(one, script(one), options);
  return {
    calls: Number(/(\d+) requests in/.exec(output)[1]),
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(output)[1]),
  };
}

/**
 * @param text what wrk is to send, in Lua
 * @returns what wrk printed
 * @throws when a call failed or was not answered 2xx
 */
async function wrk({ name, url }, text, { connections, seconds }) {
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-bench-load-'));
  try {
    const file = join(directory, 'load.lua');
    writeFileSync(file, text);
    const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', file];
    const { stdout } = await run('taskset', ['-c', OTHER_CORE, 'wrk', ...args, url]);
    const wrong = /Non-2xx.*|Socket errors.*/.exec(stdout);
    if (wrong !== null) throw new Error(`${name}: ${wrong[0]}`);
    return stdout;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function script({ method = 'GET', headers = {}, body }) {
  const text = (value) => JSON.stringify(value);
  return [
    `wrk.method = ${text(method)}`,
    ...Object.entries(headers).map(
      ([name, value]) => `wrk.headers[${text(name)}] = ${text(value)}`,
    ),
    ...(body === undefined ? [] : [`wrk.body = ${text(body)}`]),
  ].join('\n');
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
  one.thinkMs ??= (CALLERS / rate) * 1000;
  const text = `${script(one)}\n${thinking(one.thinkMs)}`;
  const output = await wrk(one, text, { connections: CALLERS, seconds });
  const [p50, p99, perSecond] = /^steady (.*)$/m.exec(output)[1].split(' ').map(Number);
  // What they waited for answers, and for wrk's clock, is taken off what they think the next time.
  one.thinkMs = Math.max(1, one.thinkMs + (CALLERS / rate - CALLERS / perSecond) * 1000);
  return { p50, p99, perSecond };
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
