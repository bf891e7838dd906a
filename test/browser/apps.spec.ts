import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  type Account,
  type BrowserWorld,
  describeEach,
  expectClean,
  MARKUP_NAME,
  startBrowserWorld,
  textsOf,
} from './harness.js';

interface App {
  readonly id: string;
  readonly owner_id: string | null;
  readonly allowed_scopes: string[];
  readonly rate_limits: unknown[];
  readonly quota: unknown;
  readonly enabled: boolean;
}

let world: BrowserWorld;
let heir: Account;

beforeAll(async () => {
  world = await startBrowserWorld();
  heir = await world.createUser('henry');
});
afterEach(() => world.closePages());
afterAll(() => world?.stop());

describeEach(({ width, language }) => {
  const { apps, common } = textsOf(language);
  const dialog = (page: Page) => page.getByRole('dialog');
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const named = (text: string, name: string) => text.replace('{{name}}', name);
  const idOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1) ?? '';

  it('an administrator creates an app, limits it, hands it over, stops it and deletes it', async () => {
    const name = `${MARKUP_NAME} ${width} ${language}`;
    const page = await world.openConsole({ path: '/apps?create=true', width, language });
    await dialog(page).getByRole('textbox', { name: apps.name, exact: true }).fill(name);
    await dialog(page).getByLabel(apps.description).fill('Ask Olga.');
    await button(page, common.addLimit).click();
    await expectClean(page);
    await dialog(page).getByRole('button', { name: apps.create }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByText('Ask Olga.').waitFor();
    await expectClean(page);
    const id = idOf(page);
    const read = () => world.make<App>('GET', `/admin/apps/${id}`);
    const window = { limit: 100, window_seconds: 60 };
    expect(await read()).toMatchObject({ owner_id: null, rate_limits: [window], quota: null });

    await button(page, common.edit).click();
    await dialog(page).getByRole('combobox', { name: apps.owner }).click();
    await page.getByRole('option', { name: heir.username }).click();
    await dialog(page).getByLabel(apps.otherScopes).fill('orders:read');
    await page.keyboard.press('Enter');
    await button(page, common.removeLimit.replace('{{number}}', '1')).click();
    await dialog(page).getByRole('combobox', { name: common.calendarQuota }).click();
    await page.getByRole('option', { name: common.perMonth }).click();
    await expectClean(page);
    await button(page, common.save).click();
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await read()).toMatchObject({
      owner_id: heir.id,
      allowed_scopes: ['orders:read'],
      rate_limits: [],
      quota: { limit: 100_000, period: 'month' },
    });
    await page.getByRole('link', { name: heir.username }).waitFor();

    await button(page, common.disable).click();
    await expectClean(page);
    await dialog(page).getByRole('button', { name: common.disable }).click();
    await page.getByText(apps.disabledText).waitFor();
    expect((await read()).enabled).toBe(false);
    await expectClean(page);
    await button(page, common.enable).click();
    await page.getByText(apps.disabledText).waitFor({ state: 'hidden' });
    expect((await read()).enabled).toBe(true);

    await button(page, common.delete).click();
    const really = dialog(page).getByRole('button', { name: common.delete });
    expect(await really.isDisabled()).toBe(true);
    await page.getByLabel(named(common.typeToConfirm, name)).fill(name);
    await expectClean(page);
    await really.click();
    await page.getByRole('heading', { level: 1, name: apps.title }).waitFor();
    const { status } = await world.server.admin('GET', `/admin/apps/${id}`);
    expect(status).toBe(404);
    await expectClean(page);
  });

  it('an owner has the first app by itself, sees what it holds, and may not switch it off', async () => {
    const user = await world.createUser(`ines-${width}-${language}`);
    const page = await world.openConsole({ user, path: '/apps', width, language });
    await page.getByText(apps.noApps).waitFor();
    await expectClean(page);
    await button(page, apps.create).first().click();
    expect(await dialog(page).getByRole('combobox', { name: apps.owner }).count()).toBe(0);
    await dialog(page).getByRole('textbox', { name: apps.name, exact: true }).fill(MARKUP_NAME);
    await dialog(page).getByRole('button', { name: apps.create }).click();
    await page.getByRole('heading', { level: 1, name: MARKUP_NAME }).waitFor();
    const base = `/account/apps/${idOf(page)}`;
    await world.callAs(user, 'POST', `${base}/api-keys`, { name: 'Nightly' });
    await world.callAs(user, 'POST', `${base}/access-keys`, { name: 'Signer' });
    await page.reload();
    await page.getByRole('link', { name: 'Nightly' }).waitFor();
    await page.getByRole('link', { name: 'Signer' }).waitFor();
    expect(await button(page, common.disable).count()).toBe(0);
    await expectClean(page);

    await page.getByRole('link', { name: apps.usage, exact: true }).last().click();
    await page.waitForURL(/\/console\/usage\?app_id=app_/);
  });

  it('an app that somebody else owns is not there', async () => {
    const { id } = await world.make('POST', '/admin/apps', { name: 'Not yours' });
    const page = await world.openPage({ width, language });
    await page.goto(world.url(`/console/apps/${id}`));
    const { username, password } = world.ordinary;
    await page.locator('#username').fill(username);
    await page.locator('#password').fill(password);
    await page.locator('#login-submit').click();
    await page.getByRole('alert').waitFor();
    expect(await page.content()).not.toContain('Not yours');
    await expectClean(page, { expected: [/status of 404/, /ProblemError/] });
  });
});
