// node bench/chart.mjs: draws the rates of the newest results file and shows the drawing in the README.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const RESULTS = new URL('results/', import.meta.url);
const IMAGES = new URL('../docs/images/', import.meta.url);
const README = new URL('../README.md', import.meta.url);
const BLOCK = /<!-- bench -->[^]*<!-- \/bench -->/;
const [ROW, BAR, LEFT, WIDTH, TOP] = [24, 14, 330, 300, 34];

const newest = readdirSync(RESULTS)
  .filter((name) => /^\d{4}-\d\d-\d\d\.md$/.test(name))
  .toSorted()
  .at(-1);
const rates = ratesIn(readFileSync(new URL(newest, RESULTS), 'utf8'));
mkdirSync(IMAGES, { recursive: true });
writeFileSync(new URL('bench.svg', IMAGES), draw(rates, newest.slice(0, -3)));
const sentence = `Calls per second on one core, as a ratio to bare \`node:http\` in the same run ([results](bench/results/${newest}), [how it is measured](bench/README.md)):`;
const shown = `<!-- bench -->\n${sentence}\n\n![Calls per second of each server, as bars](docs/images/bench.svg)\n<!-- /bench -->`;
writeFileSync(
  README,
  readFileSync(README, 'utf8').replace(BLOCK, () => shown),
);

/** The first two columns of the table under "Rates". */
function ratesIn(text) {
  const [, table] = /## Rates\n\n([^]*?)\n\n/.exec(text) ?? [];
  if (table === undefined) throw new Error(`${newest} has no rates: run npm run bench first`);
  return table
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, name, ratio]) => ({ name, ratio: Number(ratio) }));
}

/** Colours that are readable on white and on black; text in grey of the middle. */
function draw(rows, date) {
  const most = Math.max(...rows.map(({ ratio }) => ratio));
  const height = TOP + rows.length * ROW + 8;
  const bars = rows.map(({ name, ratio }, i) => {
    const y = TOP + i * ROW;
    const length = Math.max(1, Math.round((ratio / most) * WIDTH));
    const kind = name.startsWith('Ostiary') ? 'own' : 'peer';
    return `<text x="${LEFT - 8}" y="${y + 12}" text-anchor="end">${escape(name)}</text>
<rect class="${kind}" x="${LEFT}" y="${y}" width="${length}" height="${BAR}" rx="2"/>
<text x="${LEFT + length + 6}" y="${y + 12}">${ratio.toFixed(2)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 ${height}" width="700" height="${height}" role="img">
<title>Calls per second, as a ratio to bare node:http, ${date}</title>
<style>
text { font: 12px system-ui, sans-serif; fill: #57606a }
.own { fill: #2f81f7 } .peer { fill: #8c959f }
@media (prefers-color-scheme: dark) { text { fill: #adbac7 } .peer { fill: #768390 } }
</style>
<text x="${LEFT}" y="18">Calls per second, bare node:http = 1 (${date})</text>
${bars.join('\n')}
</svg>
`;
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
