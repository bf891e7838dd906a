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

let world: BrowserWorld;
let app: { id: string };

beforeAll(async () => {
  world = await startBrowserWorld();
  app = await world.make('POST', '/admin/apps', { name: MARKUP_NAME });
});
afterEach(() => world.closePages());
afterAll(() => world?.stop());

describeEach(({ width, language }) => {
  const texts = textsOf(language);
  const { keys, common } = texts;
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  const nameField = (page: Page) =>
    page.getByRole('dialog').getByRole('textbox', { name: keys.name, exact: true });

  it('a key is created, shown once, tried, rotated with an overlap, and revoked', async () => {
    const name = `Billing ${width} ${language}`;
    const page = await world.openConsole({ path: `/keys?app=${app.id}`, width, language });
    await button(page, keys.createKey).first().click();
    await page.getByLabel(keys.templates.ci).check();
    await page.getByLabel(keys.templates.read).check();
    await nameField(page).fill(name);
    await expectClean(page);
    await page.getByRole('dialog').getByRole('button', { name: keys.createKey }).click();

    const shown = page.getByRole('group', { name: keys.yourKey });
    const key = (await shown.locator('pre').textContent()) ?? '';
    expect(key).toMatch(/^ost_live_[0-9A-Za-z]{49}$/);
    await button(page, common.sendTest).click();
    await page.getByText(common.httpStatus.replace('{{status}}', '200')).waitFor();
    await page.getByRole('tab', { name: 'Python' }).click();
    expect(await page.getByRole('tabpanel', { name: 'Python' }).textContent()).toContain(key);
    await expectClean(page);
    await button(page, keys.stored).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.content()).not.toContain(key);

    await page.getByRole('link', { name }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await expectClean(page);
    await button(page, keys.rotate).click();
    await page.getByRole('dialog').getByRole('button', { name: keys.rotate }).click();
    const next = (await shown.locator('pre').textContent()) ?? '';
    expect(next).not.toBe(key);
    await button(page, keys.stored).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const secrets = page.getByRole('table', { name: keys.secrets });
    await expect.poll(() => secrets.getByRole('row').count()).toBe(3);
    await expectClean(page);

    await button(page, keys.revoke).click();
    await expectClean(page);
    await page.getByRole('dialog').getByRole('button', { name: keys.revoke }).click();
    await page.getByText(keys.state.revoked, { exact: true }).waitFor();
    for (const each of [key, next]) {
      const headers = { 'x-api-key': each };
      const { status, body } = await world.server.call('GET', '/credential', { headers });
      expect([status, body['code']]).toEqual([401, 'api_key_revoked']);
    }
  });

  it('what the server refuses stands at its field, and nothing is lost', async () => {
    const page = await world.openConsole({ path: `/keys?app=${app.id}`, width, language });
    await button(page, keys.createKey).first().click();
    await nameField(page).fill('Browser');
    await page.getByLabel(keys.templates.browser).check();
    await page.getByRole('combobox', { name: keys.origins }).fill('https://app.example.com/path');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: keys.createKey }).click();
    await page.getByRole('alert').first().waitFor();
    expect(await nameField(page).inputValue()).toBe('Browser');
    await expectClean(page, { expected: [/status of 400/] });
  });

  it('somebody who has no app gets one with the first key', async () => {
    const user = await world.createUser(`dora-${width}-${language}`);
    const page = await world.openConsole({ user, path: '/keys', width, language });
    await page.getByText(keys.noKeys).waitFor();
    await expectClean(page);
    await button(page, keys.createKey).first().click();
    await nameField(page).fill('Mine');
    await page.getByRole('textbox', { name: keys.newApp }).fill(MARKUP_NAME);
    await page.getByRole('dialog').getByRole('button', { name: keys.createKey }).click();
    await page.getByRole('group', { name: keys.yourKey }).waitFor();
    await button(page, keys.stored).click();
    await page.getByRole('link', { name: 'Mine' }).waitFor();
    await expectClean(page);
  });
});

it('a change of the name leaves all limits as they are', async () => {
  const { keys, common } = textsOf('en');
  const limits = {
    rate_limits: [
      { limit: 10, window_seconds: 1 },
      { limit: 1000, window_seconds: 3600 },
    ],
    quota: { limit: 5000, period: 'month' },
  };
  const path = `/admin/apps/${app.id}/api-keys`;
  const key = await world.make('POST', path, { name: 'Limited', ...limits });
  const page = await world.openConsole({ path: `/apps/${app.id}/keys/${key['id']}` });
  await page.getByRole('button', { name: common.edit, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: keys.name, exact: true }).fill('Renamed');
  await dialog.getByRole('button', { name: common.save }).click();
  await page.getByRole('heading', { level: 1, name: 'Renamed' }).waitFor();
  expect(await world.make('GET', `${path}/${key['id']}`)).toMatchObject(limits);
  await expectClean(page);
});

it('a new key is never one of the apps that are parts of the server', async () => {
  const { keys } = textsOf('en');
  const { data } = await world.make<{ data: { name: string }[] }>('GET', '/admin/apps');
  expect(data.map(({ name }) => name)).toContain('Ostiary');
  const page = await world.openConsole({ path: '/keys?create=true' });
  await page.getByRole('dialog').getByRole('combobox', { name: keys.app }).click();
  await page.getByRole('option', { name: MARKUP_NAME }).first().waitFor();
  expect(await page.getByRole('option', { name: 'Ostiary', exact: true }).count()).toBe(0);
});
