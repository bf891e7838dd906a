import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  type Account,
  type BrowserWorld,
  describeEach,
  expectClean,
  MARKUP_NAME,
  signIn,
  startBrowserWorld,
  textsOf,
} from './harness.js';

let world: BrowserWorld;
let client: Record<string, string>;

/** An app of somebody else, which asks people for access. */
beforeAll(async () => {
  world = await startBrowserWorld();
  const app = await world.make('POST', '/admin/apps', { name: MARKUP_NAME });
  client = await world.make('POST', `/admin/apps/${app['id']}/oauth-clients`, {
    client_name: MARKUP_NAME,
    kind: 'spa',
    redirect_uris: [world.url('/errors')],
    scope: 'openid profile',
  });
});
afterEach(() => world.closePages());
afterAll(() => world?.stop());

const NEW_PASSWORD = 'eight red kites circle';

async function allow(page: Page): Promise<void> {
  const query = new URLSearchParams({
    client_id: client['client_id'] ?? '',
    redirect_uri: world.url('/errors'),
    response_type: 'code',
    scope: 'openid profile',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  });
  await page.goto(world.url(`/oauth/authorize?${query}`));
  await page.locator('#consent-allow').click();
  await page.waitForURL('**/errors?**');
}

describeEach(({ width, language }) => {
  const { account, common } = textsOf(language);
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const confirm = (page: Page, name: string) =>
    page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

  /** Somebody of their own for each test, because passwords and sign-ins are changed. */
  const somebody = (purpose: string): Promise<Account> =>
    world.createUser(`${purpose}-${width}-${language}`, { claims: { nickname: MARKUP_NAME } });

  it('somebody changes what is known of them, and is told what is wrong', async () => {
    const user = await somebody('profile');
    const page = await world.openConsole({ user, path: '/account', width, language });
    await page.getByLabel(common.claims.name).fill('Olga Petrova');
    await page.getByLabel(common.claims.phone_number).fill('020 7183 8750');
    await button(page, common.save).click();
    await page
      .getByText(/E\.164/)
      .first()
      .waitFor();
    await expectClean(page, { expected: [/status of 400/] });
    await page.getByLabel(common.claims.phone_number).fill('+442071838750');
    await button(page, common.save).click();
    await page.getByText(common.saved).waitFor();
    await expectClean(page);
    const { body } = await world.callAs(user, 'GET', '/account/profile');
    expect(body['claims']).toEqual({
      name: 'Olga Petrova',
      nickname: MARKUP_NAME,
      phone_number: '+442071838750',
    });
  });

  it('somebody changes their password and goes on with the new one', async () => {
    const user = await somebody('password');
    const page = await world.openConsole({ user, path: '/account?tab=password', width, language });
    await page.getByLabel(account.currentPassword).fill('not it');
    await page.getByLabel(account.newPassword, { exact: false }).first().fill('short');
    await page.getByLabel(account.again).fill(NEW_PASSWORD);
    await button(page, account.changePassword).click();
    await page.getByText(account.tooShort.replace('{{count}}', '15')).waitFor();
    await page.getByText(account.notTheSame).waitFor();
    await expectClean(page);

    await page.getByLabel(account.newPassword, { exact: false }).first().fill(NEW_PASSWORD);
    await button(page, account.changePassword).click();
    await page.getByText(account.wrongPassword).waitFor();
    await expectClean(page, { expected: [/status of 401/] });

    await page.getByLabel(account.currentPassword).fill(user.password);
    await button(page, account.changePassword).click();
    await page.getByText(account.changed).waitFor();
    await expectClean(page);
    await button(page, account.signInAgain).click();
    await signIn(page, { ...user, password: NEW_PASSWORD });
    await page.getByRole('heading', { level: 1, name: account.title }).waitFor();
    const sessions = await world.callAs(
      { ...user, password: NEW_PASSWORD },
      'GET',
      '/account/sessions',
    );
    // This browser, and the sign-in that just asked: the one that changed the password is gone.
    expect(sessions.body['data']).toHaveLength(2);
  });

  it('a sign-in elsewhere is ended, and then all', async () => {
    const user = await somebody('sessions');
    const { username, password } = user;
    const login = await world.server.call('POST', '/login', { body: { username, password } });
    const headers = { authorization: `Bearer ${String(login.body['access_token'])}` };
    const page = await world.openConsole({ user, path: '/account?tab=sessions', width, language });
    const row = page.getByRole('row').filter({ hasText: account.kinds.login });
    await row.waitFor();
    await expectClean(page);
    await row.getByRole('button').click();
    await expectClean(page);
    await confirm(page, account.endOne);
    await row.waitFor({ state: 'detached' });
    expect((await world.server.call('GET', '/account/profile', { headers })).status).toBe(401);

    await button(page, account.endAll).click();
    await confirm(page, account.endAll);
    // To the end of the way: a page that is still on it can keep its browser from closing.
    await page.waitForURL(/\/oauth\//);
    await page.locator('#username').waitFor();
  });

  it('an app that was allowed something loses it', async () => {
    const user = await somebody('apps');
    const page = await world.openConsole({ user, path: '/account', width, language });
    await allow(page);
    await page.goto(world.url('/console/account?tab=authorized-apps'));
    await page.getByRole('heading', { level: 2, name: MARKUP_NAME }).waitFor();
    await expectClean(page);
    await button(page, account.takeBack).click();
    await confirm(page, account.takeBack);
    await page.getByText(account.noApps).waitFor();
    await expectClean(page);
  });
});
