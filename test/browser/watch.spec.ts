import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  type BrowserWorld,
  describeEach,
  expectClean,
  startBrowserWorld,
  textsOf,
} from './harness.js';

let world: BrowserWorld;
let requestId: string;

/** One call that was refused. */
beforeAll(async () => {
  world = await startBrowserWorld();
  const headers = { 'x-api-key': 'ost_live_nothing' };
  const refused = await world.server.call('GET', '/data', { headers });
  requestId = String(refused.body['request_id']);
});
afterEach(() => world.closePages());
afterAll(() => world?.stop());

describeEach(({ width, language }) => {
  const { audit, explain, logs, usage } = textsOf(language);

  it('a refused call is found in the logs and explained check by check', async () => {
    const page = await world.openConsole({ path: '/logs?outcome=refused', width, language });
    const link = page.getByRole('link', { name: 'GET /data' }).first();
    await link.waitFor();
    await expectClean(page);
    await link.click();
    await page.getByRole('heading', { level: 1, name: 'GET /data' }).waitFor();
    const path = `/explain/${requestId}`;
    const explained = await world.openConsole({ path, width, language });
    await explained.getByText(`${explain.checks.verified}: ${explain.results.failed}`).waitFor();
    await expectClean(explained);
  });

  it('a call that nobody remembers is said to be so', async () => {
    const page = await world.openConsole({ path: '/explain/req_unknown', width, language });
    await page.getByText(explain.notFound).waitFor();
    expect(logs.title).not.toBe('');
    await expectClean(page, { expected: [/status of 404/] });
  });

  it.each(['/explain', '/audit', '/usage'] as const)('%s is clean', async (path) => {
    const page = await world.openConsole({ path, width, language });
    const title = { '/explain': explain.title, '/audit': audit.title, '/usage': usage.title }[path];
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await expectClean(page);
  });
});
