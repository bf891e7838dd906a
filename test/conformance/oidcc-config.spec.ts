import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discoveryEndpoint } from './modules/discovery.js';
import { Run } from './suite/run.js';
import { Suite } from './suite/suite.js';

let suite: Suite;
beforeAll(async () => {
  suite = await Suite.open();
});
afterAll(() => suite.close());

describe('oidcc-config-certification-test-plan', () => {
  it('oidcc-discovery-endpoint-verification', async () => {
    const run = new Run();
    const report = await run.report(() => discoveryEndpoint(run, suite));
    expect(report).toMatchObject({ problems: [], outcome: 'PASSED' });
  });
});
