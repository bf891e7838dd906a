import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  type BrowserWorld,
  describeEach,
  expectClean,
  startBrowserWorld,
  textsOf,
} from './harness.js';

interface Keys {
  readonly data: readonly { readonly id: string; readonly use: string; readonly state: string }[];
}

let world: BrowserWorld;
beforeAll(async () => {
  world = await startBrowserWorld({ env: { OSTIARY_DYNAMIC_REGISTRATION: 'token' } });
});
afterEach(() => world.closePages());
afterAll(() => world?.stop());

const keysThat = async (state: string) =>
  (await world.make<Keys>('GET', '/admin/signing-keys')).data.filter((key) => key.state === state);

describeEach(({ width, language }) => {
  const { common, settings } = textsOf(language);
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const inDialog = (page: Page, name: string) =>
    page.getByRole('dialog').getByRole('button', { name, exact: true });

  it('the signing keys are rotated, and one is revoked', async () => {
    const before = await keysThat('active');
    const page = await world.openConsole({ path: '/settings', width, language });
    await page.getByRole('table', { name: settings.tabs['signing-keys'] }).waitFor();
    await expectClean(page);
    await button(page, settings.keys.rotate).click();
    await page.getByRole('dialog').getByRole('combobox').click();
    await page.getByRole('option', { name: settings.keys.uses.id_token }).click();
    await page.getByLabel(settings.keys.force).check();
    await expectClean(page);
    await inDialog(page, settings.keys.rotate).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const old = before.find(({ use }) => use === 'id_token')?.id ?? '';
    await expect.poll(async () => (await keysThat('retiring')).map(({ id }) => id)).toContain(old);

    await button(page, `${settings.keys.revoke}: ${old}`).click();
    await page.getByText(settings.keys.revokeText.id_token).waitFor();
    await expectClean(page);
    await inDialog(page, settings.keys.revoke).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect((await keysThat('revoked')).map(({ id }) => id)).toContain(old);
  });

  it('a registration token is issued, shown once, and lets a client register', async () => {
    const path = '/settings?tab=registration';
    const page = await world.openConsole({ path, width, language });
    await button(page, settings.registration.issueAction).click();
    const shown = page.getByRole('group', { name: settings.registration.yourToken });
    const token = (await shown.locator('pre').textContent()) ?? '';
    await expectClean(page);
    const registered = await world.server.call('POST', '/oauth/register', {
      headers: { authorization: `Bearer ${token}` },
      body: { client_name: 'Mine', redirect_uris: ['https://app.example.com/callback'] },
    });
    expect(registered.status).toBe(201);
    await button(page, settings.registration.stored).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.content()).not.toContain(token);
    await expectClean(page);
  });

  it('what is in force and what runs here can be read, and asked for in a terminal', async () => {
    const server = await world.make('GET', '/admin/server');
    const page = await world.openConsole({ path: '/settings?tab=about', width, language });
    await page.getByText(String(server['version']), { exact: true }).waitFor();
    const discovery = settings.about.documentNames.openid_configuration;
    await page.getByText(discovery).getByRole('link').waitFor();
    await page.getByText('/admin/server').waitFor();
    await expectClean(page);
    await page.getByRole('tab', { name: settings.tabs.limits }).click();
    await page.getByText(settings.limits.whereText).waitFor();
    expect(page.url()).toContain('tab=limits');
    await expectClean(page);
  });

  it('what ending every token means is said before it is done', async () => {
    const page = await world.openConsole({ path: '/settings?tab=tokens', width, language });
    await button(page, settings.tokens.endAllAction).click();
    await page.getByText(settings.tokens.endAllWarning).waitFor();
    await expectClean(page);
    await inDialog(page, common.cancel).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect((await world.server.admin('GET', '/admin/server')).status).toBe(200);
  });

  it('somebody without the role is told that there is nothing for them', async () => {
    const page = await world.openConsole({
      user: world.ordinary,
      path: '/settings',
      width,
      language,
    });
    await page.getByText(settings.forAdmins).waitFor();
    expect(await page.getByRole('tab').count()).toBe(0);
    const navigation = page.getByRole('navigation', { name: common.navigation });
    expect(await navigation.getByRole('link', { name: settings.title }).count()).toBe(0);
    await expectClean(page);
  });
});

it('every token is ended at last, and whoever did it signs in again', async () => {
  const { settings } = textsOf('en');
  const page = await world.openConsole({ path: '/settings?tab=tokens' });
  const end = { name: settings.tokens.endAllAction, exact: true };
  await page.getByRole('button', end).click();
  await page.getByRole('dialog').getByRole('button', end).click();
  await page.locator('#username').waitFor();
  const refused = await world.server.admin('GET', '/admin/server');
  expect([refused.status, refused.body['code']]).toEqual([401, 'token_revoked']);
});
