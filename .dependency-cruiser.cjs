// Imports go downward only: main → surfaces → auth → modules → platform → kernel.

const KERNEL = '^src/kernel/';
const PLATFORM = '^src/platform/';
const MODULES = '^src/modules/';
const AUTH = '^src/auth/';
const SURFACES = '^src/surfaces/';
const TOP = '^src/[^/]+\\.tsx?$';
const SPECS = '\\.spec\\.tsx?$';

const forbidden = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbidden(
      'kernel-is-pure',
      'The kernel imports itself and a few parts of Node that neither wait nor remember.',
      { path: KERNEL, pathNot: SPECS },
      { pathNot: [KERNEL, '^(node:)?(buffer|crypto|net|url|util|zlib)$'] },
    ),
    forbidden(
      'platform-goes-down',
      'platform imports kernel only.',
      { path: PLATFORM, pathNot: SPECS },
      { path: [MODULES, AUTH, SURFACES, TOP] },
    ),
    forbidden(
      'modules-go-down',
      'A module imports platform and kernel.',
      { path: MODULES, pathNot: SPECS },
      { path: [AUTH, SURFACES, TOP] },
    ),
    forbidden(
      'modules-are-apart',
      'Sibling modules never import each other; references between them are ids.',
      { path: '^src/modules/([^/]+)/', pathNot: SPECS },
      { path: MODULES, pathNot: '^src/modules/$1/' },
    ),
    forbidden(
      'modules-have-one-door',
      'A module is entered through its index.ts. Only the list of entities looks behind it.',
      { path: '^src/', pathNot: ['^src/modules/', '^src/entities\\.ts$', SPECS] },
      { path: '^src/modules/[^/]+/(?!index\\.ts$).+' },
    ),
    forbidden(
      'auth-goes-down',
      'auth imports modules, platform and kernel.',
      { path: AUTH, pathNot: SPECS },
      { path: [SURFACES, TOP] },
    ),
    forbidden(
      'surfaces-go-down',
      'A surface does not know the program that it is part of.',
      { path: SURFACES, pathNot: SPECS },
      { path: TOP },
    ),
    forbidden(
      'no-tests-in-the-program',
      'The program imports neither tests nor benchmarks.',
      { path: '^src/', pathNot: SPECS },
      { path: ['^test/', '^bench/', SPECS] },
    ),
    forbidden(
      'no-circles',
      'Files do not import each other in a circle.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbidden(
      'nothing-unresolved',
      'Every import is found, and is a dependency of the program.',
      { path: '^src/', pathNot: SPECS },
      { couldNotResolve: true },
    ),
    forbidden(
      'no-development-dependencies',
      'The program runs without the development dependencies.',
      { path: '^src/', pathNot: SPECS },
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
