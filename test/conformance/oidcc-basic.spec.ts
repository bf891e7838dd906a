import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestModule } from './modules/test-module.js';
import { BASIC_PLAN } from './plans.js';
import { CookieJar } from './suite/cookie-jar.js';
import type { ClientAuth } from './suite/flow.js';
import { Suite } from './suite/suite.js';

/** The one module that asks for a browser without cookies. */
const NEEDS_NO_COOKIES = 'oidcc-prompt-none-not-logged-in';

let suite: Suite;
beforeAll(async () => {
  suite = await Suite.open();
});
afterAll(() => suite.close());

describe.each<{ auth: ClientAuth; cookies: CookieJar | null; who: string }>([
  { auth: 'client_secret_basic', cookies: null, who: 'a new browser for each module' },
  { auth: 'client_secret_post', cookies: new CookieJar(), who: 'a browser that stays signed in' },
])('oidcc-basic-certification-test-plan with $auth, by $who', ({ auth, cookies }) => {
  it.each(Object.entries(BASIC_PLAN))('%s', async (name, { run, outcome }) => {
    const kept = name === NEEDS_NO_COOKIES ? null : cookies;
    const module = new TestModule(suite, name, auth, kept ?? new CookieJar());
    const report = await module.run.report(async () => {
      await module.configure();
      await run(module);
    });
    expect(report.problems).toEqual([]);
    expect(report.outcome).toBe(outcome);
  });
});
