import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpus } from 'node:os';
import { footprintFloors, latencyFloors, rateFloors } from './floors.mjs';
import { ROOT } from './harness/processes.mjs';
import { medianOf, ratio } from './harness/rounds.mjs';

/**
 * The results file. `chart.mjs` reads the table under "Rates" again.
 *
 * @param measured what the sections gave back, by their names
 * @param note text by whoever made the run
 */
export function render({ date, command, measured, note, options }) {
  const { rates, latency, footprint, growth } = measured;
  const floors = [
    ...(rates ? rateFloors(rates) : []),
    ...(latency ? latencyFloors(latency) : []),
    ...(footprint ? footprintFloors(footprint) : []),
  ];
  return [
    `# ${date}`,
    `Command: \`${command}\``,
    machine(options),
    ...(floors.length > 0 ? ['## Floors', floorTable(floors)] : []),
    ...(rates ? ['## Rates', rateTable(rates)] : []),
    ...(latency ? ['## Latency at half of the peak', latencyTable(latency)] : []),
    ...(footprint ? ['## Footprint', footprintText(footprint)] : []),
    ...(growth ? ['## Growth: `/verify` with a warm API key', growthTable(growth)] : []),
    ...(note === '' ? [] : ['## Notes', note.trim()]),
    '',
  ].join('\n\n');
}

function machine({ rounds, seconds, connections }) {
  return `${cpus()[0].model}, ${cpus().length} cores; ${versions()}.

Each server is alone on core 0; the load (wrk) and what stands behind the proxies share core 1.
Cases in turn, ${rounds} rounds of ${seconds} s, ${connections} connections, medians. A ratio is taken to bare \`node:http\` of the same round. CPU is the server's own
processor time per call. Everything is on at Ostiary: limits of the API, metrics, usage, identity headers with \`X-Auth-Token\`, request ids, decision ring.`;
}

function versions() {
  const first = (command, args, pattern) => {
    try {
      const output = execFileSync('sh', ['-c', `${command} ${args} 2>&1; true`], {
        encoding: 'utf8',
      });
      return pattern.exec(output)?.[0] ?? 'unknown';
    } catch {
      return 'unknown';
    }
  };
  const PATH = 'PATH="$PATH:/usr/sbin"';
  const inRoot = ['fastify', '@nestjs/core', 'passport-headerapikey', 'oidc-provider'];
  const ofPeers = JSON.parse(readFileSync(join(ROOT, 'bench/peers/package.json'), 'utf8'));
  const ofRoot = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return [
    `Node ${process.version}`,
    first(`${PATH} nginx`, '-v', /nginx\/[\d.]+/),
    `wrk ${first('wrk', '-v', /\d[\d.]+/)}`,
    `gunicorn ${first('gunicorn', '--version', /[\d]+\.[\d.]+/)}`,
    ...inRoot.map((name) => `${name} ${ofRoot.dependencies[name]}`),
    ...Object.entries(ofPeers.dependencies).map((pair) => pair.join(' ')),
  ].join(', ');
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

function floorTable(floors) {
  const rows = floors.map((each) => [
    each.what,
    each.floor,
    each.figure,
    each.isReached ? '✓' : '✗',
  ]);
  return table(['Work', 'At least', 'Measured', ''], rows);
}

function rateTable(cases) {
  const rows = cases.map((each) => [
    each.name,
    ratio(each, cases[0]).toFixed(2),
    Math.round(medianOf(each, 'perSecond')),
    medianOf(each, 'cpuMicros').toFixed(1),
    each.residentMb,
  ]);
  return table(['Case', 'Ratio', 'Calls/s', 'CPU µs per call', 'Memory afterwards, MB'], rows);
}

function latencyTable(latencies) {
  const rows = latencies.map(({ name, rate, p50, p99 }) => [name, Math.round(rate), p50, p99]);
  return table(['Case', 'Calls/s', 'p50 ms', 'p99 ms'], rows);
}

function footprintText({ bootMs, firstBootMs, idleMb, warmMb, connectionsMb, held, streams }) {
  const rows = [
    ['Boot to the first answer', `${bootMs} ms`],
    ['The very first boot, which creates the database', `${firstBootMs} ms`],
    ['Memory, idle', `${idleMb} MB`],
    ['Memory, after three seconds of load', `${warmMb} MB`],
    ['10,000 idle connections', `+${connectionsMb} MB`],
    [
      `${streams} endless answers through the gateway (${held.bytesPerSecond} bytes/s together)`,
      `${held.during} MB, ${held.before} MB before`,
    ],
  ];
  return table(['What', 'Measured'], rows);
}

function growthTable(cases) {
  const rows = cases.map((each) => [
    each.name,
    Math.round(medianOf(each, 'perSecond')),
    medianOf(each, 'cpuMicros').toFixed(1),
  ]);
  return table(['With', 'Calls/s', 'CPU µs per call'], rows);
}
