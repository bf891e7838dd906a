import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import autocannon from 'autocannon';

const LOAD_CORE = '1';
const run = promisify(execFile);

/**
 * As many calls as the server takes, by wrk on a core of its own. A run with an error or an answer that
 * is not 2xx measures something else and does not count.
 *
 * @returns calls per second
 */
export async function peak({ name, url, headers }, { connections, seconds }) {
  const lines = Object.entries(headers).flatMap(([header, value]) => ['-H', `${header}: ${value}`]);
  const wrk = ['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--latency', ...lines, url];
  const { stdout } = await run('taskset', ['-c', LOAD_CORE, ...wrk]).catch((error) => {
    throw new Error(`${name}: ${error.message}`, { cause: error });
  });
  const wrong = /Non-2xx.*|Socket errors.*/.exec(stdout);
  if (wrong !== null) throw new Error(`${name}: ${wrong[0]}`);
  return { perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]) };
}

/**
 * Latency at a rate that the server can keep up with, in milliseconds, corrected for coordinated omission.
 * The calling process is to be on the load's core.
 */
export async function steady({ name, url, headers }, { rate, connections, seconds }) {
  const result = await autocannon({
    url,
    headers,
    connections,
    duration: seconds,
    overallRate: Math.round(rate),
  });
  if (result.errors + result.timeouts + result.non2xx > 0) {
    throw new Error(`${name}: ${result.errors} errors, ${result.non2xx} answers were not 2xx`);
  }
  return { p50: result.latency.p50, p99: result.latency.p99 };
}
