import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Recorder, startRecorder } from '../harness/recorder.js';
import {
  type BrowserWorld,
  describeEach,
  expectClean,
  MARKUP_NAME,
  startBrowserWorld,
  textsOf,
} from './harness.js';

interface Api {
  readonly id: string;
  readonly [member: string]: unknown;
}

let world: BrowserWorld;
let upstream: Recorder;

beforeAll(async () => {
  const env = { OSTIARY_TRUSTED_PROXIES: '127.0.0.1/32' };
  [world, upstream] = await Promise.all([startBrowserWorld({ env }), startRecorder()]);
});
afterEach(() => world.closePages());
afterAll(async () => {
  await world?.stop();
  await upstream?.stop();
});

describeEach(({ width, language }) => {
  const { apis, common, keys } = textsOf(language);
  const view = { width, language };
  const variant = `${width}-${language}`;
  const prefixOf = (name: string) => `/${name}-${variant}`;
  const markupName = (name: string) => `${MARKUP_NAME} ${name} ${variant}`;
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
  const tab = (page: Page, name: keyof typeof apis.tabs) =>
    page.getByRole('tab', { name: apis.tabs[name], exact: true });
  const saved = async (page: Page) => {
    await button(page, common.save).click();
    const notice = page.getByRole('alert').filter({ hasText: common.saved });
    await notice.getByRole('button', { name: common.close }).click();
  };

  const makeApi = (name: string, members: object = {}) => {
    const path_prefix = prefixOf(name);
    return world.make<Api>('POST', '/admin/apis', {
      name: `${name} ${variant}`,
      path_prefix,
      ...members,
    });
  };
  const makeKey = async () => {
    const app = await world.make('POST', '/admin/apps', { name: 'Caller' });
    return world.make('POST', `/admin/apps/${app['id']}/api-keys`, { name: 'Key', scopes: [] });
  };

  it('is created behind the gateway, and connected once a call was let through', async () => {
    const prefix = prefixOf('orders');
    const page = await world.openConsole({ path: '/apis', ...view });
    await page.getByRole('link', { name: apis.createApi }).first().click();
    await field(page, apis.name).fill(markupName('orders'));
    await field(page, apis.pathPrefix).fill(prefix);
    await field(page, apis.upstream).fill(upstream.origin);
    await button(page, apis.testUpstream).click();
    await page.getByText(apis.upstreamAnswers.split('{{status}}')[0] ?? '').waitFor();
    await page.getByLabel(apis.anonymous).check();
    await expectClean(page);
    await button(page, apis.createApi).click();

    await page.getByRole('heading', { level: 1, name: markupName('orders') }).waitFor();
    await page.getByText(apis.waiting).waitFor();
    const line = page.getByRole('group', { name: 'curl' }).locator('pre');
    expect(await line.textContent()).toContain(world.url(prefix));
    await expectClean(page);
    const headers = { 'x-api-key': 'ost_live_nothing' };
    expect((await world.server.call('GET', prefix, { headers })).status).toBe(401);
    await page.getByText(apis.arrivedRefused).waitFor();
    expect((await world.server.call('GET', `${prefix}/1`)).status).toBe(200);
    await page.getByText(apis.arrivedAllowed).waitFor();
    await expectClean(page);
    expect(upstream.last().target).toBe(`${prefix}/1`);
  });

  it('is created behind one’s own proxy, and connected once that has asked', async () => {
    const prefix = prefixOf('proxied');
    const page = await world.openConsole({ path: '/apis/new', ...view });
    await field(page, apis.name).fill(markupName('proxied'));
    await field(page, apis.pathPrefix).fill(prefix);
    await page.getByLabel(apis.ownProxy).check();
    await button(page, apis.createApi).click();
    await page.getByText(apis.waiting).waitFor();
    for (const proxy of ['nginx', 'Caddy', 'Traefik', 'Envoy', 'HAProxy', 'Apache']) {
      await page.getByRole('combobox', { name: apis.proxy }).click();
      await page.getByRole('option', { name: proxy, exact: true }).click();
      const panel = page.getByRole('tabpanel', { name: proxy.toLowerCase(), exact: true });
      await panel.getByText(prefix).first().waitFor();
    }
    await expectClean(page);
    const { key = '' } = await makeKey();
    const { status } = await world.server.call('GET', '/verify', {
      headers: {
        'x-api-key': key,
        'x-forwarded-method': 'GET',
        'x-forwarded-uri': `${prefix}/1`,
        'x-forwarded-host': 'proxy.example.com',
        'x-forwarded-proto': 'https',
        'x-forwarded-for': '203.0.113.7',
      },
    });
    expect(status).toBe(200);
    await page.getByText(apis.arrivedAllowed).waitFor();
    await expectClean(page);
  });

  it('what the server refuses stands at its field', async () => {
    const page = await world.openConsole({ path: '/apis/new', ...view });
    await field(page, apis.name).fill('Console');
    await field(page, apis.pathPrefix).fill('/console');
    await field(page, apis.upstream).fill('http://127.0.0.1:1');
    await button(page, apis.testUpstream).click();
    await page.getByText(apis.upstreamFails.connection_refused).waitFor();
    await field(page, apis.upstream).fill('ftp://example.com');
    await expect.poll(() => page.getByText(apis.upstreamFails.connection_refused).count()).toBe(0);
    await button(page, apis.createApi).click();
    await page.getByRole('alert').first().waitFor();
    const wrong = page.locator('[aria-invalid="true"]');
    expect(await wrong.count()).toBeGreaterThan(0);
    expect(await field(page, apis.name).inputValue()).toBe('Console');
    await expectClean(page, { expected: [/status of 400/] });
  });

  it('lets a call through, and refuses with 401, 403 and 429 when it is told to', async () => {
    const api = await makeApi('tried', {
      upstream: upstream.origin,
      access: 'granted',
      scopes: [{ name: 'tried:read', description: MARKUP_NAME }],
      routes: [{ methods: ['GET'], path: '/items/{id}', scopes: ['tried:read'] }],
    });
    const page = await world.openConsole({ path: `/apis/${api.id}?tab=try`, ...view });
    const answered = (status: number) =>
      page.getByText(common.httpStatus.replace('{{status}}', String(status))).waitFor();
    const path = `${prefixOf('tried')}/items/7?q=1`;
    await field(page, apis.path).fill(path);
    await button(page, apis.send).click();
    await answered(200);
    expect(upstream.last().target).toBe(path);
    expect(upstream.last().header('authorization')).toEqual([]);
    await expectClean(page);

    const before = upstream.seen().requests;
    for (const [provocation, status, code] of [
      ['none', 401, 'credential_missing'],
      ['badKey', 401, 'credential_malformed'],
      ['scope', 403, 'insufficient_scope'],
      ['address', 403, 'ip_not_allowed'],
    ] as const) {
      await button(page, apis.provocations[provocation]).click();
      await page.getByText(`"code": "${code}"`).waitFor();
      await answered(status);
    }
    expect(upstream.seen().requests).toBe(before);
    await button(page, apis.provocations.limit).click();
    await answered(429);
    await expectClean(page, { expected: [/status of (?:401|403|429)/] });

    const { data } = await world.make<{ data: { name: string }[] }>('GET', '/admin/apps?limit=200');
    expect(data.filter(({ name }) => name.startsWith('Try it'))).toEqual([]);
  });

  it('credentials, scopes and routes are changed', async () => {
    const api = await makeApi('changed', { accept: ['api_key'], upstream: upstream.origin });
    const page = await world.openConsole({ path: `/apis/${api.id}?tab=routes`, ...view });
    await page.getByLabel(apis.kinds.access_token).check();
    await button(page, apis.addScope).click();
    await field(page, apis.scopeName.replace('{{number}}', '1')).fill('orders:read');
    await field(page, apis.scopeDescription.replace('{{number}}', '1')).fill(MARKUP_NAME);
    for (const number of ['1', '2']) {
      await button(page, apis.addRule).click();
      const rule = page.getByRole('group', { name: apis.ruleNumber.replace('{{number}}', number) });
      await rule.getByRole('textbox', { name: apis.path }).fill(number === '1' ? '/**' : '/health');
    }
    await button(page, apis.moveRuleUp.replace('{{number}}', '2')).click();
    await page.getByLabel(apis.publicRule).first().check();
    await page.getByRole('combobox', { name: apis.neededScopes }).nth(1).press('ArrowDown');
    await page.getByRole('option', { name: 'orders:read' }).click();
    await page.keyboard.press('Escape');
    await expectClean(page);
    await saved(page);
    const changed = await world.make<Api>('GET', `/admin/apis/${api.id}`);
    expect(changed['accept']).toEqual(['api_key', 'access_token']);
    expect(changed['scopes']).toEqual([{ name: 'orders:read', description: MARKUP_NAME }]);
    expect(changed['routes']).toEqual([
      { methods: ['GET'], path: '/health', scopes: [], public: true },
      { methods: ['GET'], path: '/**', scopes: ['orders:read'] },
    ]);
  });

  it('which keys are taken from where, other prefixes, and patience with the upstream are set', async () => {
    const api = await makeApi('detailed', { upstream: upstream.origin });
    const page = await world.openConsole({ path: `/apis/${api.id}?tab=routes`, ...view });
    await page.getByRole('combobox', { name: apis.environment }).click();
    await page.getByRole('option', { name: apis.environments.test }).click();
    await page.getByLabel(apis.queryKey).check();
    await field(page, apis.queryKeyName).fill('token');
    await expectClean(page);
    await saved(page);

    await tab(page, 'overview').click();
    await button(page, common.edit).click();
    const alias = prefixOf('detailed-before');
    await page.getByRole('combobox', { name: apis.pathAliases }).fill(alias);
    await page.keyboard.press('Enter');
    await field(page, apis.upstreamOption.idle_timeout_seconds).fill('5');
    await expectClean(page);
    await saved(page);
    await page.getByText(alias).waitFor();
    await page.getByText(apis.environments.test).waitFor();
    await expectClean(page);
    const { environment, query_key, query_key_name, path_aliases, upstream_options } =
      await world.make<Api>('GET', `/admin/apis/${api.id}`);
    expect({ environment, query_key, query_key_name, path_aliases }).toEqual({
      environment: 'test',
      query_key: true,
      query_key_name: 'token',
      path_aliases: [alias],
    });
    expect(upstream_options).toMatchObject({ idle_timeout_seconds: 5, connect_timeout_seconds: 2 });
  });

  it('limits are set, and apps are admitted and removed', async () => {
    const api = await makeApi('limited', { upstream: upstream.origin });
    const name = markupName('app');
    const app = await world.make('POST', '/admin/apps', { name });
    const page = await world.openConsole({ path: `/apis/${api.id}?tab=limits`, ...view });
    await button(page, apis.addLimit).first().click();
    await page.getByLabel(apis.calls, { exact: true }).fill('7');
    await page.getByLabel(apis.periodQuota).check();
    await expectClean(page);
    await saved(page);
    const limited = await world.make<Api>('GET', `/admin/apis/${api.id}`);
    expect(limited['rate_limits']).toEqual([{ limit: 7, window_seconds: 60 }]);
    expect(limited['quota']).toEqual({ limit: 100_000, period: 'month' });

    await tab(page, 'access').click();
    await page.getByLabel(apis.accessKinds.granted).check();
    await button(page, common.save).click();
    await page.getByText(apis.grantsHint).waitFor();
    await page.getByRole('combobox', { name: apis.grantTo }).fill(name);
    await page.getByRole('option').first().click();
    await button(page, apis.grant).click();
    const remove = button(page, apis.takeGrant.replace('{{name}}', name));
    await remove.waitFor();
    await expectClean(page);
    const grants = () =>
      world.make<{ data: { app_id: string }[] }>('GET', `/admin/apis/${api.id}/grants`);
    expect((await grants()).data.map(({ app_id }) => app_id)).toEqual([app['id']]);
    await remove.click();
    await expectClean(page);
    await page.getByRole('dialog').getByRole('button', { name: apis.remove, exact: true }).click();
    await page.getByText(apis.noGrants).waitFor();
    expect((await grants()).data).toEqual([]);
  });

  it('is renamed, and deleted when that was confirmed', async () => {
    const api = await makeApi('doomed', { upstream: upstream.origin });
    const page = await world.openConsole({ path: '/apis', ...view });
    await page.locator(`a[href$="/apis/${api.id}"]`).click();
    await page.getByRole('heading', { level: 1, name: `doomed ${variant}` }).waitFor();
    await expectClean(page);
    await button(page, common.edit).click();
    await field(page, apis.name).fill(markupName('doomed'));
    await expectClean(page);
    await saved(page);
    await page.getByRole('heading', { level: 1, name: markupName('doomed') }).waitFor();
    await button(page, common.delete).click();
    await expectClean(page);
    await page.getByRole('dialog').getByRole('button', { name: apis.deleteApi }).click();
    await page.getByRole('heading', { level: 1, name: apis.title, exact: true }).waitFor();
    await expect.poll(() => page.locator(`a[href$="/apis/${api.id}"]`).count()).toBe(0);
    expect((await world.server.admin('GET', `/admin/apis/${api.id}`)).status).toBe(404);
    await expectClean(page);
  });

  it('a consumer finds it in the catalogue, and gets a key for it', async () => {
    const name = markupName('published');
    const scopes = [{ name: 'read:all', description: MARKUP_NAME }];
    const path_prefix = prefixOf('published');
    const members = { name, path_prefix, upstream: upstream.origin, accept: ['api_key'], scopes };
    const { id } = await world.make<Api>('POST', '/admin/apis', members);
    const user = await world.createUser(`carol-${variant}`);
    const page = await world.openConsole({ user, path: '/apis', ...view });
    const entry = page.getByRole('article').filter({ hasText: world.url(path_prefix) });
    await entry.waitFor();
    await expectClean(page);
    await entry.getByRole('link', { name: apis.getKey }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: keys.name, exact: true }).fill('Mine');
    await dialog.getByRole('textbox', { name: keys.newApp }).fill('My app');
    await dialog.getByRole('button', { name: keys.createKey }).click();
    const shown = page.getByRole('group', { name: keys.yourKey }).locator('pre');
    const headers = { 'x-api-key': (await shown.textContent()) ?? '' };
    expect((await world.server.call('GET', path_prefix, { headers })).status).toBe(200);

    const own = await world.openConsole({ user, path: `/apis/${id}`, ...view });
    await own.getByRole('heading', { level: 1, name }).waitFor();
    await expectClean(own);
  });
});
