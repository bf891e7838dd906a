import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'source',
          include: [
            'src/**/*.spec.{ts,tsx}',
            'console/src/**/*.spec.ts',
            'test/{architecture,harness,integration}/**/*.spec.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'built',
          include: ['test/{e2e,clients,conformance,proxies,browser}/**/*.spec.ts'],
          globalSetup: 'test/harness/build-once.ts',
          // Whole flows in a browser, on machines as slow as they come; each step has a patience of its own.
          testTimeout: 60_000,
        },
      },
    ],
  },
});
