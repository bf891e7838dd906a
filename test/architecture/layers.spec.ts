import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly rule: { readonly name: string };
    }[];
  };
  readonly modules: readonly { readonly source: string }[];
}

function cruise(directory: string): Cruise {
  const result = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      join(ROOT, '.dependency-cruiser.cjs'),
      '--output-type',
      'json',
      'src',
    ],
    { cwd: directory, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (result.stdout === '') throw new Error(result.stderr);
  return JSON.parse(result.stdout) as Cruise;
}

describe('the layers of the program', () => {
  const cruised = cruise(ROOT);

  it('were looked at: the kernel, the platform, the modules, auth and the surfaces', () => {
    const sources = cruised.modules.map((module) => module.source);

    expect(sources.filter((source) => source.startsWith('src/')).length).toBeGreaterThan(100);
    for (const layer of ['kernel', 'platform', 'modules', 'auth', 'surfaces']) {
      expect(sources.filter((source) => source.startsWith(`src/${layer}/`)).length).toBeGreaterThan(
        5,
      );
    }
  });

  it('are kept', () => {
    expect(cruised.summary.violations).toEqual([]);
  });
});

/** Rule, the file that breaks it, what it imports, and the imported file where there is one. */
const PLANTED: readonly (readonly [string, string, string, string | null])[] = [
  ['kernel-is-pure', 'src/kernel/a.ts', '../platform/b.js', 'src/platform/b.ts'],
  ['kernel-is-pure', 'src/kernel/c.ts', 'node:fs', null],
  ['platform-goes-down', 'src/platform/a.ts', '../modules/x/index.js', 'src/modules/x/index.ts'],
  ['platform-goes-down', 'src/platform/c.ts', '../entities.js', 'src/entities.ts'],
  ['modules-go-down', 'src/modules/x/a.ts', '../../auth/b.js', 'src/auth/b.ts'],
  ['modules-are-apart', 'src/modules/x/c.ts', '../y/index.js', 'src/modules/y/index.ts'],
  ['modules-have-one-door', 'src/auth/a.ts', '../modules/x/b.js', 'src/modules/x/b.ts'],
  ['auth-goes-down', 'src/auth/c.ts', '../surfaces/x/b.js', 'src/surfaces/x/b.ts'],
  ['surfaces-go-down', 'src/surfaces/x/a.ts', '../../app.module.js', 'src/app.module.ts'],
  ['no-tests-in-the-program', 'src/a.ts', '../test/b.js', 'test/b.ts'],
  ['no-development-dependencies', 'src/c.ts', 'vitest', null],
  ['nothing-unresolved', 'src/d.ts', './nowhere.js', null],
  ['no-circles', 'src/e.ts', './e.js', 'src/e.ts'],
];

const ALLOWED: readonly (readonly [string, string, string | null])[] = [
  ['src/auth/d.ts', '../modules/x/index.js', null],
  ['src/modules/x/d.ts', '../../platform/b.js', null],
  ['src/entities.ts', './modules/x/b.js', null],
  ['src/kernel/d.ts', 'node:crypto', null],
  ['src/f.ts', 'fastify', null],
];

describe('a planted violation is caught:', () => {
  let directory: string;
  let violations: Cruise['summary']['violations'];

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'layers-'));
    write('tsconfig.json', '{ "compilerOptions": { "module": "nodenext" } }');
    write(
      'package.json',
      '{ "type": "module", "dependencies": { "fastify": "*" }, "devDependencies": { "vitest": "*" } }',
    );
    symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
    for (const [, , , target] of PLANTED) {
      if (target !== null) write(target, 'export const thing = 1;\n');
    }
    const imports = [
      ...PLANTED.map(([, from, specifier]) => [from, specifier] as const),
      ...ALLOWED,
    ];
    for (const [from, specifier] of imports) {
      write(from, `import { thing } from '${specifier}';\nexport const other = thing;\n`);
    }
    violations = cruise(directory).summary.violations;
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  }

  const rulesBrokenBy = (file: string) =>
    violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);

  it.each(PLANTED)('%s, when %s imports %s', (rule, from) => {
    expect(rulesBrokenBy(from)).toContain(rule);
  });

  it.each(ALLOWED)('but not when %s imports %s', (from) => {
    expect(rulesBrokenBy(from)).toEqual([]);
  });
});
