import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  type BrowserWorld,
  describeEach,
  expectClean,
  MARKUP_NAME,
  signIn,
  startBrowserWorld,
  textsOf,
} from './harness.js';

interface User {
  readonly id: string;
  readonly roles: string[];
  readonly enabled: boolean;
  readonly claims: Readonly<Record<string, unknown>>;
}

let world: BrowserWorld;

beforeAll(async () => {
  world = await startBrowserWorld();
});
afterEach(() => world.closePages());
afterAll(() => world?.stop());

describeEach(({ width, language }) => {
  const { users, common } = textsOf(language);
  const dialog = (page: Page) => page.getByRole('dialog');
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const inDialog = (page: Page, name: string) =>
    dialog(page).getByRole('button', { name, exact: true }).click();
  const closed = (page: Page) => dialog(page).waitFor({ state: 'hidden' });
  const idOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const read = (id: string) => world.make<User>('GET', `/admin/users/${id}`);

  it('a user is created with a password that is shown once, and signs in with it', async () => {
    const username = `new-${width}-${language}`;
    const page = await world.openConsole({ path: '/users', width, language });
    await button(page, users.create).click();
    await dialog(page).getByLabel(users.username).fill('two words');
    await expectClean(page);
    await inDialog(page, users.create);
    await dialog(page).getByRole('alert').waitFor();
    await expectClean(page, { expected: [/status of 400/] });
    await dialog(page).getByLabel(users.username).fill(username);
    await dialog(page).getByRole('combobox', { name: users.roles }).fill('editor');
    await page.keyboard.press('Enter');
    await inDialog(page, users.create);
    const shown = page.getByRole('group', { name: users.password }).locator('pre');
    const password = (await shown.textContent()) ?? '';
    expect(password).toMatch(/^[0-9A-Za-z-]{27}$/);
    await expectClean(page);
    await button(page, users.stored).click();
    await page.getByRole('heading', { level: 1, name: username }).waitFor();
    expect(await page.content()).not.toContain(password);
    await expectClean(page);
    expect(await read(idOf(page))).toMatchObject({ roles: ['editor'], enabled: true });
    const theirs = await world.openPage({ width, language });
    await theirs.goto(world.url('/console/account'));
    await signIn(theirs, { id: '', username, password });
    await theirs.getByText(username).first().waitFor();
  });

  it('a user is found, changed, given a password, signed out, disabled and deleted', async () => {
    const claims = { name: MARKUP_NAME };
    const user = await world.createUser(`ulla-${width}-${language}`, { claims });
    const page = await world.openConsole({ path: '/users?q=ULLA-', width, language });
    await page.getByText(MARKUP_NAME).first().waitFor();
    await expectClean(page);
    await page.getByRole('link', { name: user.username, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: user.username }).waitFor();

    await button(page, common.edit).click();
    await dialog(page).getByRole('textbox', { name: common.claims.email }).fill('ulla@example.com');
    await dialog(page).getByLabel(users.emailVerified).check();
    await expectClean(page);
    await inDialog(page, common.save);
    await closed(page);
    await page.getByText(users.verified.replace('{{value}}', 'ulla@example.com')).waitFor();
    const email = { email: 'ulla@example.com', email_verified: true };
    expect((await read(user.id)).claims).toEqual({ ...claims, ...email });

    await button(page, users.setPassword).click();
    await dialog(page).getByLabel(users.ways.typed).check();
    await dialog(page).getByLabel(users.typedPassword).first().fill('nine grey owls wait here');
    await expectClean(page);
    await inDialog(page, users.setPassword);
    await closed(page);
    const { username } = user;
    const login = (password: string) =>
      world.server.call('POST', '/login', { body: { username, password } });
    expect((await login(user.password)).status).toBe(401);
    const { status, body } = await login('nine grey owls wait here');
    expect(status).toBe(200);

    await button(page, users.signOut).click();
    await expectClean(page);
    await inDialog(page, users.signOut);
    await page.getByText(users.signedOut).waitFor();
    const headers = { authorization: `Bearer ${String(body['access_token'])}` };
    expect((await world.server.call('GET', '/account/profile', { headers })).status).toBe(401);

    await button(page, common.disable).click();
    await inDialog(page, common.disable);
    await page.getByText(users.disabledText).waitFor();
    await expectClean(page);
    expect((await read(user.id)).enabled).toBe(false);

    await button(page, common.delete).click();
    await dialog(page).getByRole('textbox').fill(username);
    await expectClean(page);
    await inDialog(page, common.delete);
    await page.getByRole('heading', { level: 1, name: users.title }).waitFor();
    expect((await world.server.admin('GET', `/admin/users/${user.id}`)).status).toBe(404);
  });
});

it('the last administrator stays one, and why is said', async () => {
  const { common } = textsOf('en');
  const page = await world.openConsole({ path: `/users/${world.admin.id}` });
  await page.getByRole('button', { name: common.delete, exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox').fill(world.admin.username);
  await page.getByRole('dialog').getByRole('button', { name: common.delete }).click();
  await page
    .getByRole('alert')
    .getByText(/administrator/)
    .first()
    .waitFor();
  await expectClean(page, { expected: [/status of 409/] });
});
