// npm run bench [-- --rounds 3 --seconds 5]
// Runs the cases in turn, round by round, so that whatever else the machine does hits all of them.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { residentMb, startBare, startOstiary } from './subjects.mjs';

const LOAD_CORE = '1';
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '16' },
  },
});
const rounds = Number(values.rounds);
const duration = Number(values.seconds);
const connections = Number(values.connections);

execFileSync('taskset', ['-cp', LOAD_CORE, String(process.pid)], { stdio: 'ignore' });
const bare = await startBare();
const ostiary = await startOstiary();

const cases = [
  { name: 'bare node:http', url: bare.url, headers: {} },
  { name: 'GET /livez (no decision)', url: `${ostiary.url}/livez`, headers: {} },
  {
    name: 'GET /data, API key, warm',
    url: `${ostiary.url}/data`,
    headers: { 'x-api-key': ostiary.apiKey },
  },
  {
    name: 'GET /profile, login token, warm',
    url: `${ostiary.url}/profile`,
    headers: { authorization: `Bearer ${ostiary.loginToken}` },
  },
  {
    name: 'GET /profile, app token, warm',
    url: `${ostiary.url}/profile`,
    headers: { 'apihub-token': ostiary.signedToken },
  },
].map((each) => ({ ...each, perSecond: [], p50: [], p99: [] }));

try {
  for (const each of cases) await load(each, 1);
  for (let round = 0; round < rounds; round += 1) {
    for (const each of cases) {
      const result = await load(each, duration);
      each.perSecond.push(result.requests.average);
      each.p50.push(result.latency.p50);
      each.p99.push(result.latency.p99);
    }
  }
  const report = render();
  const file = new URL(`results/${new Date().toISOString().slice(0, 10)}.md`, import.meta.url);
  writeFileSync(file, report);
  process.stdout.write(report);
} finally {
  bare.child.kill();
  ostiary.child.kill();
}

/** A run with an error or an answer that is not 2xx measures something else and does not count. */
async function load({ url, headers, name }, seconds) {
  const result = await autocannon({ url, headers, connections, duration: seconds });
  if (result.errors + result.timeouts + result.non2xx > 0) {
    throw new Error(`${name}: ${result.errors} errors, ${result.non2xx} answers were not 2xx`);
  }
  return result;
}

function median(numbers) {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)];
}

function render() {
  const ratios = (each) => each.perSecond.map((value, round) => value / cases[0].perSecond[round]);
  const rows = cases.map((each) => {
    const microseconds = Math.round(1_000_000 / median(each.perSecond));
    return `| ${each.name} | ${median(ratios(each)).toFixed(2)} | ${Math.round(median(each.perSecond))} | ${microseconds} | ${median(each.p50)} | ${median(each.p99)} |`;
  });
  return `# ${new Date().toISOString().slice(0, 10)}

Command: \`npm run bench -- --rounds ${rounds} --seconds ${duration} --connections ${connections}\`

${cpus()[0].model}, ${cpus().length} cores; Node ${process.version}; server on core 0, load (autocannon) on core ${LOAD_CORE};
cases in turn, ${rounds} rounds, medians. A ratio is taken to bare \`node:http\` of the same round.
Time per call is 1 / rate of the saturated core: all of the server's work for one call.

| Case | Ratio | Calls/s | µs per call | p50 ms | p99 ms |
|---|---|---|---|---|---|
${rows.join('\n')}

Resident memory after the load: Ostiary ${residentMb(ostiary)} MB, bare ${residentMb(bare)} MB.
`;
}
