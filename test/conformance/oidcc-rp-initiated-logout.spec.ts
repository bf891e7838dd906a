import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logoutDiscoveryEndpoint } from './modules/discovery.js';
import { TestModule } from './modules/test-module.js';
import { LOGOUT_PLAN } from './plans.js';
import { Run } from './suite/run.js';
import { Suite } from './suite/suite.js';

let suite: Suite;
beforeAll(async () => {
  suite = await Suite.open();
});
afterAll(() => suite.close());

describe('oidcc-rp-initiated-logout-certification-test-plan', () => {
  it('oidcc-rp-initiated-logout-discovery-endpoint-verification', async () => {
    const run = new Run();
    const report = await run.report(() => logoutDiscoveryEndpoint(run, suite));
    expect(report).toMatchObject({ problems: [], outcome: 'PASSED' });
  });

  it.each(Object.entries(LOGOUT_PLAN))('%s', async (name, { run, outcome }) => {
    const module = new TestModule(suite, name, 'client_secret_basic');
    const report = await module.run.report(async () => {
      await module.configure();
      await run(module);
    });
    expect(report).toMatchObject({ problems: [], outcome });
  });
});
