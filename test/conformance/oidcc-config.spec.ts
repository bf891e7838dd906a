import { describe, expect, it } from 'vitest';
import { discoveryEndpoint } from './modules/discovery.js';
import { Run } from './suite/run.js';
import { Suite } from './suite/suite.js';

describe('oidcc-config-certification-test-plan', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['as it is installed', {}],
    [
      'with everything switched on that is off by default',
      { OSTIARY_DYNAMIC_REGISTRATION: 'open', OSTIARY_CLIENT_METADATA_DOCUMENTS: 'true' },
    ],
  ])('oidcc-discovery-endpoint-verification, %s', async (_which, settings) => {
    const suite = await Suite.open(settings);
    try {
      const run = new Run();
      const report = await run.report(() => discoveryEndpoint(run, suite));
      expect(report).toMatchObject({ problems: [], outcome: 'PASSED' });
    } finally {
      await suite.close();
    }
  });
});
