// npm run bench [-- --sections rates,latency --only verify --rounds 3]: see README.md
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { subjectStarter } from './cases.mjs';
import { prepare } from './harness/prepare.mjs';
import { stopAll } from './harness/processes.mjs';
import { render } from './report.mjs';
import { measureFootprint } from './sections/footprint.mjs';
import { measureGrowth } from './sections/growth.mjs';
import { measureLatency } from './sections/latency.mjs';
import { measureRates } from './sections/rates.mjs';

const SECTIONS = {
  rates: measureRates,
  latency: measureLatency,
  footprint: measureFootprint,
  growth: measureGrowth,
};

const { values } = parseArgs({
  options: {
    sections: { type: 'string', default: Object.keys(SECTIONS).join(',') },
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '16' },
    keys: { type: 'string', default: '1000000' },
    streams: { type: 'string', default: '1000' },
    note: { type: 'string', default: '' },
    out: { type: 'string' },
  },
});
const chosen = values.sections.split(',');
const unknown = chosen.filter((name) => !Object.hasOwn(SECTIONS, name));
if (unknown.length > 0) throw new Error(`no such section: ${unknown.join(', ')}`);
const options = {
  only: new RegExp(values.only, 'i'),
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  connections: Number(values.connections),
  keys: Number(values.keys),
  streams: Number(values.streams),
};
const note = values.note === '' ? '' : readFileSync(values.note, 'utf8');

await prepare();
const measured = {};
try {
  const get = subjectStarter(options);
  for (const name of chosen) {
    process.stderr.write(`${name} …\n`);
    measured[name] = await SECTIONS[name](get, options);
    // The next section has the machine for itself: what it needs starts anew.
    if (name !== 'rates' || !chosen.includes('latency')) await stopAll();
  }
} finally {
  await stopAll();
}
const date = new Date().toISOString().slice(0, 10);
const passed = process.argv.slice(2).map((word) => (/^[\w.,/-]+$/.test(word) ? word : `'${word}'`));
const command = ['npm run bench', ...(passed.length > 0 ? ['--', ...passed] : [])].join(' ');
const report = render({ date, command, measured, note, options });
writeFileSync(values.out ?? new URL(`results/${date}.md`, import.meta.url), report);
process.stdout.write(report);
