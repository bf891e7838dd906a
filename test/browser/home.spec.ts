import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  type BrowserWorld,
  describeEach,
  expectClean,
  MARKUP_NAME,
  startBrowserWorld,
  textsOf,
} from './harness.js';

let upstream: Server;
let world: BrowserWorld;

beforeAll(async () => {
  upstream = createServer((_request, response) => response.end('{}'));
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
});
beforeAll(async () => {
  world = await startBrowserWorld();
});
afterEach(() => world.closePages());
afterAll(async () => {
  await world?.stop();
  upstream.close();
});

const upstreamUrl = () => `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;

/** What stands beside a first step. */
const standing = (page: Page, title: string) => page.getByRole('button', { name: title }).first();

/** The page looks every four seconds whether a step was taken, and five are. */
const PATIENT = { timeout: 60_000 };

it(
  'the checklist of an administrator follows what the API tells, up to a proven call',
  PATIENT,
  async () => {
    const { home } = textsOf('en');
    const { steps } = home;
    const page = await world.openConsole();
    const isDone = (name: 'api' | 'key' | 'connect' | 'call', word: string) =>
      standing(page, `${steps[name].title} ${word}`).waitFor();
    await isDone('api', home.next);
    await isDone('call', home.open);
    await page.getByRole('link', { name: steps.api.action }).waitFor();
    await page.getByText('curl -X POST').waitFor();
    await expectClean(page);

    const body = { name: MARKUP_NAME, path_prefix: '/own', upstream: upstreamUrl() };
    await world.make('POST', '/admin/apis', body);
    await isDone('api', home.done);
    await isDone('key', home.next);
    const app = await world.make('POST', '/admin/apps', { name: MARKUP_NAME });
    const keys = `/admin/apps/${app['id']}/api-keys`;
    const { key = '' } = await world.make('POST', keys, { name: MARKUP_NAME });
    await isDone('key', home.done);
    await isDone('connect', home.next);

    await world.server.call('GET', '/api/weather-basic/now', { headers: { 'x-api-key': key } });
    expect((await world.server.call('GET', '/own/x')).status).toBe(401);
    await isDone('connect', home.done);
    await isDone('call', home.next);
    await expectClean(page);

    const called = await world.server.call('GET', '/own/x', { headers: { 'x-api-key': key } });
    expect(called.status).toBe(200);
    await page.getByText(home.proven).waitFor();
    await page.getByRole('button', { name: home.showSteps }).click();
    await isDone('call', home.done);
    await expectClean(page);
  },
);

describeEach(({ width, language }) => {
  const { home } = textsOf(language);
  const region = (page: Page, title: string) =>
    page.locator('.mantine-Paper-root', { has: page.getByRole('heading', { name: title }) });

  it('an administrator sees why calls were refused, and which keys want to be looked after', async () => {
    const app = await world.make('POST', '/admin/apps', { name: MARKUP_NAME });
    const own = `/admin/apps/${app['id']}/api-keys`;
    const name = `${width} ${language} ${MARKUP_NAME}`;
    const soon = new Date(Date.now() + 3 * 86_400_000).toISOString();
    await world.make('POST', own, { name: `soon ${name}`, expires_at: soon });
    const old = await world.make('POST', own, { name: `old ${name}` });
    await world.make('POST', `${own}/${old['id']}/rotate`, { overlap_seconds: 3600 });
    const headers = { 'x-api-key': String(old['key']) };
    expect((await world.server.call('GET', '/credential', { headers })).status).toBe(200);
    await expect
      .poll(async () => (await world.make('GET', `${own}/${old['id']}`))['last_used'])
      .not.toBeNull();
    await world.server.call('GET', '/data', { headers: { 'x-api-key': 'ost_live_nothing' } });

    const page = await world.openConsole({ width, language });
    const refused = region(page, home.denials.title);
    await refused.getByRole('link', { name: 'credential_malformed', exact: true }).waitFor();
    const listed = region(page, home.keys.title);
    await listed
      .getByRole('link', { name: `soon ${name}` })
      .first()
      .waitFor();
    await listed
      .getByRole('link', { name: `old ${name}` })
      .first()
      .waitFor();
    await expectClean(page);
    const latest = region(page, home.refusals.title);
    await latest.getByRole('link', { name: 'GET /data' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'GET /data' }).waitFor();
    expect(page.url()).toContain('/explain/req_');
  });

  it('a consumer is led to a first call, and sees their own keys and week', async () => {
    const user = await world.createUser(`hanna-${width}-${language}`);
    const page = await world.openConsole({ user, width, language });
    await standing(page, `${home.steps.browse.title} ${home.next}`).waitFor();
    await expectClean(page);
    const app = await world.callAs(user, 'POST', '/account/apps', { name: MARKUP_NAME });
    const own = `/account/apps/${app.body['id']}/api-keys`;
    const { body } = await world.callAs(user, 'POST', own, { name: `mine ${MARKUP_NAME}` });
    await standing(page, `${home.steps.ownCall.title} ${home.next}`).waitFor();
    await page.getByRole('link', { name: `mine ${MARKUP_NAME}` }).waitFor();
    const headers = { 'x-api-key': String(body['key']) };
    const called = await world.server.call('GET', '/api/weather-basic/now', { headers });
    expect(called.status).toBe(200);
    await page.getByText(home.firstCallMade).waitFor();
    await expectClean(page);

    expect((await world.server.call('GET', '/api/v1/Owners', { headers })).status).toBe(401);
    await page.reload();
    const latest = region(page, home.refusals.title);
    await latest.getByRole('link', { name: 'GET /api/v1/Owners' }).waitFor();
    expect(await latest.getByRole('listitem').count()).toBe(1);
    await expectClean(page);
  });
});
