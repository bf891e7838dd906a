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

interface Client {
  readonly client_id: string;
  readonly kind: string;
  readonly grant_types: string[];
  readonly scope: string;
  readonly token_endpoint_auth_method: string;
  readonly require_pkce: boolean;
  readonly enabled: boolean;
}

const CALLBACK = 'https://app.example.com/callback';

let world: BrowserWorld;
let app: { id: string };

beforeAll(async () => {
  world = await startBrowserWorld();
  app = await world.make('POST', '/admin/apps', { name: MARKUP_NAME });
});
afterEach(() => world.closePages());
afterAll(() => world?.stop());

describeEach(({ width, language }) => {
  const { clients, common, keys } = textsOf(language);
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const dialog = (page: Page) => page.getByRole('dialog');
  const nameField = (page: Page) =>
    dialog(page).getByRole('textbox', { name: clients.name, exact: true });
  const choose = async (page: Page, kind: keyof typeof clients.kinds) => {
    await button(page, clients.create).first().click();
    await page.getByRole('radio', { name: clients.kinds[kind] }).click();
    await button(page, clients.next).click();
  };
  const shown = async (page: Page, label: string) =>
    (await page.getByRole('group', { name: label, exact: true }).locator('pre').textContent()) ??
    '';

  it('a web application is registered, shown once, changed, rotated, disabled and deleted', async () => {
    const name = `${MARKUP_NAME} ${width} ${language}`;
    const page = await world.openConsole({ path: `/clients?app=${app.id}`, width, language });
    await button(page, clients.create).first().click();
    await expectClean(page);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    await choose(page, 'web');
    await nameField(page).fill(name);
    await dialog(page).getByLabel(clients.redirectUris).fill(CALLBACK);
    await page.keyboard.press('Enter');
    await button(page, clients.further).click();
    await expectClean(page);
    await dialog(page).getByRole('button', { name: clients.create }).click();

    const id = await shown(page, clients.clientId);
    const secret = await shown(page, clients.secret);
    expect(secret.length).toBeGreaterThan(30);
    for (const language_ of ['curl', 'Authlib', 'requests-oauthlib', 'openid-client', 'Spring']) {
      await page.getByRole('tab', { name: language_, exact: true }).click();
      const text = await page.getByRole('tabpanel', { name: language_ }).textContent();
      expect([text?.includes(id), text?.includes(secret)]).toEqual([true, true]);
    }
    await expectClean(page);
    await button(page, clients.stored).click();
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await page.content()).not.toContain(secret);
    const path = `/admin/apps/${app.id}/oauth-clients/${id}`;
    const read = () => world.make<Client>('GET', path);
    expect(await read()).toMatchObject({ kind: 'web', require_pkce: true });

    await page.getByRole('link', { name }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await expectClean(page);
    await page.getByRole('tab', { name: clients.tabs.code }).click();
    await page.getByText('openssl rand').waitFor();
    await expectClean(page);
    await page.getByRole('tab', { name: clients.tabs.overview }).click();

    await button(page, common.edit).click();
    await nameField(page).fill(`${name} 2`);
    await dialog(page).getByLabel('offline_access').check();
    await button(page, common.save).click();
    await page.getByRole('heading', { level: 1, name: `${name} 2` }).waitFor();
    expect((await read()).scope).toBe('openid profile email offline_access');

    await button(page, keys.rotate).click();
    await dialog(page).getByRole('button', { name: keys.rotate }).click();
    expect(await shown(page, clients.secret)).not.toBe(secret);
    await button(page, clients.stored).click();
    await dialog(page).waitFor({ state: 'hidden' });
    const secrets = page.getByRole('table', { name: clients.secrets });
    await expect.poll(() => secrets.getByRole('row').count()).toBe(3);
    await secrets.getByRole('button').last().click();
    await dialog(page).getByRole('button', { name: common.delete }).click();
    await expect.poll(() => secrets.getByRole('row').count()).toBe(2);

    await button(page, clients.endTokens).click();
    await expectClean(page);
    await dialog(page).getByRole('button', { name: clients.endTokens }).click();
    await dialog(page).waitFor({ state: 'hidden' });
    await button(page, common.disable).click();
    await dialog(page).getByRole('button', { name: common.disable }).click();
    await page.getByText(clients.disabledText).waitFor();
    expect((await read()).enabled).toBe(false);
    await expectClean(page);

    await button(page, common.delete).first().click();
    await dialog(page).getByRole('button', { name: common.delete }).click();
    await page.getByRole('heading', { level: 1, name: clients.title }).waitFor();
    expect((await world.server.admin('GET', path)).status).toBe(404);
    await expectClean(page);
  });

  it.each(['spa', 'native', 'mcp', 'machine'] as const)('a client of kind %s', async (kind) => {
    const page = await world.openConsole({ path: `/clients?app=${app.id}`, width, language });
    await choose(page, kind);
    await nameField(page).fill(`${kind} ${width} ${language}`);
    if (kind === 'machine') {
      expect(await dialog(page).getByLabel(clients.redirectUris).count()).toBe(0);
    } else {
      const uri = kind === 'spa' ? CALLBACK : 'http://127.0.0.1/callback';
      await dialog(page).getByLabel(clients.redirectUris).fill(uri);
      await page.keyboard.press('Enter');
    }
    await expectClean(page);
    await dialog(page).getByRole('button', { name: clients.create }).click();
    const id = await shown(page, clients.clientId);
    const isPublic = kind !== 'machine';
    expect(await page.getByRole('group', { name: clients.secret }).count()).toBe(isPublic ? 0 : 1);
    await expectClean(page);
    const path = `/admin/apps/${app.id}/oauth-clients/${id}`;
    expect(await world.make<Client>('GET', path)).toMatchObject({
      kind,
      token_endpoint_auth_method: isPublic ? 'none' : 'client_secret_basic',
      grant_types: isPublic ? ['authorization_code', 'refresh_token'] : ['client_credentials'],
      require_pkce: isPublic,
    });
  });

  it('what the server refuses stands at its field, and nothing is lost', async () => {
    const page = await world.openConsole({ path: `/clients?app=${app.id}`, width, language });
    await choose(page, 'web');
    await nameField(page).fill('Wrong');
    await dialog(page).getByLabel(clients.redirectUris).fill('http://app.example.com/callback');
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('button', { name: clients.create }).click();
    await page.getByRole('alert').first().waitFor();
    const field = dialog(page).getByLabel(clients.redirectUris);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await nameField(page).inputValue()).toBe('Wrong');
    await expectClean(page, { expected: [/status of 400/] });
  });

  it('somebody who has no app gets one with the first client', async () => {
    const user = await world.createUser(`carl-${width}-${language}`);
    const page = await world.openConsole({ user, path: '/clients', width, language });
    await page.getByText(clients.noClients).waitFor();
    await expectClean(page);
    await choose(page, 'spa');
    await nameField(page).fill('Mine');
    await page.getByRole('textbox', { name: keys.newApp }).fill(MARKUP_NAME);
    await dialog(page).getByLabel(clients.redirectUris).fill(CALLBACK);
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('button', { name: clients.create }).click();
    await button(page, clients.done).click();
    await page.getByRole('link', { name: 'Mine' }).waitFor();
    await expectClean(page);
  });

  it('the whole code flow of a client is tried, allowed and refused, in the console', async () => {
    const made = await world.make<Client & { client_secret: string }>(
      'POST',
      `/admin/apps/${app.id}/oauth-clients`,
      {
        client_name: MARKUP_NAME,
        kind: 'web',
        redirect_uris: [CALLBACK],
        scope: 'openid profile offline_access',
      },
    );
    const path = `/apps/${app.id}/clients/${made.client_id}?tab=try`;
    const page = await world.openConsole({ path, width, language });
    await button(page, clients.addTryUri).click();
    await page.getByLabel(clients.secretHere).first().fill(made.client_secret);
    await expectClean(page);
    const begin = async () => {
      const opened = page.waitForEvent('popup');
      await button(page, clients.begin).click();
      return opened;
    };
    const refusing = await begin();
    await refusing.locator('#consent-deny').click();
    await page.getByRole('alert').getByText('access_denied').waitFor();
    await expectClean(page);

    const allowing = await begin();
    await allowing.locator('#consent-allow').click();
    const token = page.getByRole('region', { name: clients.steps.token });
    await token.getByText(common.httpStatus.replace('{{status}}', '200')).waitFor();
    const calls = page.getByRole('region', { name: clients.steps.calls });
    for (const index of [0, 1]) {
      await calls.getByRole('button', { name: common.sendTest }).nth(index).click();
      await expect
        .poll(() => calls.getByText(common.httpStatus.replace('{{status}}', '200')).count())
        .toBe(index + 1);
    }
    await button(page, clients.refresh).click();
    await page.getByText(clients.refreshed).waitFor();
    await expectClean(page);
    expect(await page.content()).not.toMatch(/eyJ[\w-]{20}/);
    await button(page, clients.removeTryUri).click();
    await button(page, clients.addTryUri).waitFor();
  });

  it('a machine gets a token in the console, and is told when its secret is wrong', async () => {
    const made = await world.make<Client & { client_secret: string }>(
      'POST',
      `/admin/apps/${app.id}/oauth-clients`,
      { client_name: 'Machine', kind: 'machine' },
    );
    const path = `/apps/${app.id}/clients/${made.client_id}?tab=try`;
    const page = await world.openConsole({ path, width, language });
    const secret = page.getByLabel(clients.secretHere).first();
    await secret.fill('not the secret');
    await button(page, clients.getToken).click();
    await page.getByRole('alert').getByText('invalid_client').waitFor();
    await expectClean(page, { expected: [/status of 401/] });
    await secret.fill(made.client_secret);
    await button(page, clients.getToken).click();
    const ok = page.getByText(common.httpStatus.replace('{{status}}', '200'));
    await ok.waitFor();
    await page.getByRole('button', { name: common.sendTest }).click();
    await expect.poll(() => ok.count()).toBe(2);
    await expectClean(page);
  });
});
