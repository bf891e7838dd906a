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
 * Latency of GET at a rate that the server can keep up with, in milliseconds, by h2load on a core of its own.
 * Each connection is to send one call per interval: one that had to wait for the answer before counts with
 * what it waited (coordinated omission), as HdrHistogram corrects for it.
 *
 * @throws when a call failed or was not answered 2xx
 */
export async function steady({ name, url, headers }, { rate, connections, seconds }) {
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-bench-load-'));
  const log = join(directory, 'calls');
  const perConnection = Math.max(1, Math.round(rate / connections));
  const lines = Object.entries(headers ?? {}).flatMap(([header, value]) => [
    '-H',
    `${header}: ${value}`,
  ]);
  try {
    const args = ['--h1', '-t1', `-c${connections}`, `-D${seconds}`, `--rps=${perConnection}`];
    const { stdout } = await run('taskset', [
      ...['-c', OTHER_CORE, 'h2load', ...args, `--log-file=${log}`, ...lines, url],
    ]);
    const calls = readFileSync(log, 'utf8').trimEnd().split('\n');
    const rows = calls.map((line) => line.split('\t').map(Number));
    const wrong = rows.filter(([, status]) => status < 200 || status > 299).length;
    const failed = Number(/(\d+) failed/.exec(stdout)[1]);
    if (wrong + failed > 0) throw new Error(`${name}: ${failed} errors, ${wrong} were not 2xx`);
    return percentilesOf(
      rows.map(([, , micros]) => micros),
      1_000_000 / perConnection,
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function percentilesOf(measured, intervalMicros) {
  const all = [...measured];
  for (const micros of measured) {
    for (let waited = micros - intervalMicros; waited > 0; waited -= intervalMicros) {
      all.push(waited);
    }
  }
  const sorted = Float64Array.from(all).sort();
  const at = (share) => Math.round(sorted[Math.floor(sorted.length * share)] / 10) / 100;
  return { p50: at(0.5), p99: at(0.99) };
}
