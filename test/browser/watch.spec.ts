import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  type BrowserWorld,
  describeEach,
  expectClean,
  MARKUP_NAME,
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

  it('whoever is no administrator sees the calls of their own apps, and no others', async () => {
    const user = await world.createUser(`watcher-${width}-${language}`);
    const app = await world.callAs(user, 'POST', '/account/apps', { name: MARKUP_NAME });
    const path = `/account/apps/${app.body['id']}/api-keys`;
    const { body: key } = await world.callAs(user, 'POST', path, { name: 'mine' });
    await world.server.call('GET', '/admin/users', {
      headers: { 'x-api-key': String(key['key']) },
    });
    const page = await world.openConsole({ user, path: '/logs', width, language });
    await page.getByRole('link', { name: 'GET /admin/users' }).waitFor();
    await page.getByText(logs.outcome.refused).first().waitFor();
    expect(await page.getByRole('link', { name: 'GET /data' }).count()).toBe(0);
    await expectClean(page);
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

it('usage that has many pages is counted to its end', async () => {
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  const database = new Database(join(world.server.directory, 'data', 'ostiary.db'));
  const insert = database.prepare('INSERT INTO usage_counts VALUES (?, ?, ?, ?, ?, ?, ?)');
  for (let key = 0; key < 450; key += 1) {
    insert.run(hour, 'ostiary', 'app_many', `key_${key}`, 'api_key', 'allowed', 2);
  }
  database.close();
  const page = await world.openConsole({ path: '/usage?app_id=app_many' });
  const allowed = textsOf('en').usage.allowed;
  await page.getByText(`${allowed}: 900`, { exact: true }).waitFor();
  await page.getByText('key_', { exact: false }).first().waitFor();
  await expectClean(page);
});
