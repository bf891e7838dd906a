// npm run bench [-- --rounds 3 --seconds 5]
// Runs the cases in turn, round by round, so that whatever else the machine does hits all of them.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { peak, steady } from './load.mjs';
import { holdStreams } from './streams.mjs';
import {
  residentMb,
  startBare,
  startFastUpstream,
  startNginxProxy,
  startOstiary,
  startUpstream,
} from './subjects.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '16' },
    streams: { type: 'string', default: '1000' },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const connections = Number(values.connections);
const streams = Number(values.streams);

execFileSync('taskset', ['-cp', '1', String(process.pid)], { stdio: 'ignore' });
const started = [];
const start = async (subject) => {
  started.push(await subject);
  return started.at(-1);
};

try {
  const bare = await start(startBare());
  const fast = await start(startFastUpstream());
  const upstream = await start(startUpstream());
  const nginx = await start(startNginxProxy(fast.url));
  const ostiary = await start(startOstiary({ '/items': fast.url, '/slow': upstream.url }));
  const key = { 'x-api-key': ostiary.apiKey };
  const asked = {
    'x-forwarded-for': '192.0.2.1',
    'x-forwarded-method': 'GET',
    'x-forwarded-proto': 'http',
    'x-forwarded-host': 'api.example.com',
    'x-forwarded-uri': '/items/1',
  };
  const cases = [
    ['bare node:http', bare.url, {}],
    ['nginx proxy_pass, 1 KB', `${nginx.url}/items/1`, {}],
    ['gateway, API key, 1 KB', `${ostiary.url}/items/1`, key],
    ['/verify, API key', `${ostiary.url}/verify`, { ...key, ...asked }],
    [
      '/verify, login token',
      `${ostiary.url}/verify`,
      { authorization: `Bearer ${ostiary.loginToken}`, ...asked },
    ],
    [
      '/verify, app token',
      `${ostiary.url}/verify`,
      { 'apihub-token': ostiary.signedToken, ...asked },
    ],
    ['GET /livez (no decision)', `${ostiary.url}/livez`, {}],
    ['GET /data, API key', `${ostiary.url}/data`, key],
  ].map(([name, url, headers]) => ({ name, url, headers, runs: [] }));

  for (const each of cases) await peak(each, { connections, seconds: 1 });
  for (let round = 0; round < rounds; round += 1) {
    for (const each of cases) each.runs.push(await peak(each, { connections, seconds }));
  }
  for (const each of cases) {
    each.steady = await steady(each, { rate: median(each, 'perSecond') / 2, connections, seconds });
  }
  const loaded = { ostiary: residentMb(ostiary), nginx: residentMb(nginx), bare: residentMb(bare) };
  const held = await holdStreams(ostiary, '/slow/stream', key, streams);
  const report = render(cases, loaded, held);
  const file = new URL(`results/${new Date().toISOString().slice(0, 10)}.md`, import.meta.url);
  writeFileSync(file, report);
  process.stdout.write(report);
} finally {
  for (const { child } of started) child.kill();
}

function median({ runs }, member) {
  const sorted = runs.map((run) => run[member]).toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}

function ratio({ runs }, [bare]) {
  return median(
    { runs: runs.map(({ perSecond }, i) => ({ r: perSecond / bare.runs[i].perSecond })) },
    'r',
  );
}

function render(cases, loaded, held) {
  const rows = cases.map((each) => {
    const rate = median(each, 'perSecond');
    const { p50, p99 } = each.steady;
    return `| ${each.name} | ${ratio(each, cases).toFixed(2)} | ${Math.round(rate)} | ${Math.round(1_000_000 / rate)} | ${p50} | ${p99} |`;
  });
  return `# ${new Date().toISOString().slice(0, 10)}

Command: \`npm run build && npm run bench -- --rounds ${rounds} --seconds ${seconds} --connections ${connections} --streams ${streams}\`

${cpus()[0].model}, ${cpus().length} cores; Node ${process.version}; each server alone on core 0; the load (wrk for the rates, autocannon at half
of that rate for the latencies) and what stands behind the proxies (nginx with 1 KB in memory) together on core 1. Cases in turn, ${rounds}
rounds, medians. A ratio is taken to bare \`node:http\` of the same round. Time per call is 1 / rate of the saturated core. Everything is on:
limits, metrics, usage, identity headers with \`X-Auth-Token\`, request ids, decision ring, request log.

| Case | Ratio | Calls/s | µs per call | p50 ms at half rate | p99 ms at half rate |
|---|---|---|---|---|---|
${rows.join('\n')}

Resident memory after the load: Ostiary ${loaded.ostiary} MB, nginx ${loaded.nginx} MB, bare ${loaded.bare} MB.

${streams} calls through the gateway whose answers never end, all receiving (${held.bytesPerSecond} bytes/s together): Ostiary ${held.during} MB, ${held.before} MB
before they were opened.
`;
}
