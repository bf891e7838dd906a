import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BASIC_PLAN, LOGOUT_PLAN } from './plans.js';
import type { Script } from './suite/scripted-browser.js';
import { readSuiteConfig } from './suite/suite.js';

const VIEWS = new URL('../../src/surfaces/pages/views/', import.meta.url);
/** On the suite's own page. */
const SUITE_IDS = new Set(['submission_complete']);

const config = readSuiteConfig();
const scripts: Script[] = [
  ...config.browser,
  ...Object.values(config.override).flatMap(({ browser }) => browser),
];
const ids = new Set(
  scripts
    .flatMap(({ tasks }) => tasks)
    .flatMap(({ commands = [] }) => commands)
    .map(([, , target]) => String(target))
    .filter((id) => !SUITE_IDS.has(id)),
);
const views = readdirSync(VIEWS)
  .filter((name) => name.endsWith('.view.tsx'))
  .map((name) => readFileSync(new URL(name, VIEWS), 'utf8'));

// That the scripts lead where they should is seen in the plans, which run them.
describe('the configuration for the real suite', () => {
  it('looks for something', () => {
    expect(ids.size).toBeGreaterThan(5);
  });

  it.each([...ids])('finds #%s on one of our pages', (id) => {
    expect(views.filter((view) => view.includes(` id="${id}"`))).not.toEqual([]);
  });

  it('overrides only modules that the plans have', () => {
    const names = Object.keys({ ...BASIC_PLAN, ...LOGOUT_PLAN });
    expect(names).toEqual(expect.arrayContaining(Object.keys(config.override)));
  });

  it('holds no client of a real server', () => {
    expect(JSON.stringify(config)).not.toMatch(/cli_/);
  });
});

describe('docs/conformance.md', () => {
  const text = readFileSync(new URL('../../docs/conformance.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `(oidcc-[\w-]+)`\s*\| ([A-Z]+)\s*\| (.*)\|$/gm)];

  it('says of each module what is expected of it', () => {
    const passed = { outcome: 'PASSED' };
    const modules = {
      'oidcc-discovery-endpoint-verification': passed,
      ...BASIC_PLAN,
      'oidcc-rp-initiated-logout-discovery-endpoint-verification': passed,
      ...LOGOUT_PLAN,
    };
    expect(rows.map(([, name, outcome]) => [name, outcome])).toEqual(
      Object.entries(modules).map(([name, { outcome }]) => [name, outcome]),
    );
  });

  it('says which modules a client by hand does not get', () => {
    const noted = rows.filter(([, , , about]) => about?.includes('clients register themselves'));
    const dynamic = Object.entries(BASIC_PLAN).filter(([, { isDynamicOnly }]) => isDynamicOnly);
    expect(noted.map(([, name]) => name)).toEqual(dynamic.map(([name]) => name));
  });
});
