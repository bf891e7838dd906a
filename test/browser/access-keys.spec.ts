import { SignJWT } from 'jose';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { runPython } from '../harness/python.js';
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

async function shown(page: Page, label: 'AK' | 'SK'): Promise<string> {
  const field = page.getByRole('dialog').getByRole('group', { name: label, exact: true });
  return (await field.locator('pre').textContent()) ?? '';
}

/** As the page's recipe for JavaScript does it. */
function signed(ak: string, sk: string, lifetime = '10m'): Promise<string> {
  return new SignJWT({ typ: 'app_token' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ak)
    .setSubject(ak)
    .setIssuedAt()
    .setExpirationTime(lifetime)
    .sign(new TextEncoder().encode(sk));
}

describeEach(({ width, language }) => {
  const { keys } = textsOf(language);
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const dialog = (page: Page) => page.getByRole('dialog');

  /** Pastes a token into the checker and waits for what it says. */
  async function check(page: Page, token: string, says: string | RegExp): Promise<void> {
    const checker = page.getByRole('group', { name: keys.checkToken });
    await checker.getByRole('textbox', { name: keys.checkToken }).fill(token);
    await checker.getByRole('button', { name: keys.check, exact: true }).click();
    await checker.getByText(says).first().waitFor();
  }

  it('a pair is created, shown once, signed by, checked, rotated and revoked', async () => {
    const name = `Robot ${width} ${language}`;
    const path = `/keys?app=${app.id}&tab=access-keys`;
    const page = await world.openConsole({ path, width, language });
    await button(page, keys.createPair).first().click();
    await dialog(page).getByRole('textbox', { name: keys.name, exact: true }).fill(name);
    await expectClean(page);
    await dialog(page).getByRole('button', { name: keys.createPair }).click();

    await page.getByText(keys.pairShownOnce).waitFor();
    const ak = await shown(page, 'AK');
    const sk = await shown(page, 'SK');
    for (const language_ of ['JavaScript', 'Java', 'Python']) {
      await page.getByRole('tab', { name: language_, exact: true }).click();
      const text = await page.getByRole('tabpanel', { name: language_ }).textContent();
      expect([text?.includes(ak), text?.includes(sk)]).toEqual([true, true]);
    }
    const recipe = page.getByRole('tabpanel', { name: 'Python' }).locator('pre');
    const { stdout } = await runPython((await recipe.textContent()) ?? '');
    expect(JSON.parse(stdout)).toMatchObject({
      principal: { kind: 'app_token', app_id: app.id, subject: ak },
    });
    await check(page, await signed(ak, sk), keys.verdicts['would be allowed']);
    await expectClean(page);

    await button(page, keys.stored).click();
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await page.content()).not.toContain(sk);
    await page.getByRole('link', { name }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await check(page, await signed(ak, `${sk}x`), 'token_signature_invalid');
    await check(page, await signed(ak, sk, '3h'), keys.verdicts['would be refused']);
    await check(page, await signed('ak_unknown', sk), keys.verdicts['would be refused']);
    await expectClean(page);

    await button(page, keys.rotate).click();
    await dialog(page).getByText(keys.oldInUse).waitFor();
    await expectClean(page);
    await dialog(page).getByRole('button', { name: keys.rotate }).click();
    await page.getByText(keys.pairShownOnce).waitFor();
    const next = await shown(page, 'SK');
    expect(next).not.toBe(sk);
    await button(page, keys.stored).click();
    await dialog(page).waitFor({ state: 'hidden' });
    const secrets = page.getByRole('table', { name: keys.secrets });
    await expect.poll(() => secrets.getByRole('row').count()).toBe(3);
    for (const each of [sk, next]) {
      await check(page, await signed(ak, each), keys.verdicts['would be allowed']);
    }
    await expectClean(page);

    await button(page, keys.revoke).click();
    await expectClean(page);
    await dialog(page).getByRole('button', { name: keys.revoke }).click();
    await page.getByText(keys.state.revoked, { exact: true }).waitFor();
    const headers = { 'apihub-token': await signed(ak, next) };
    const { status, body } = await world.server.call('GET', '/credential', { headers });
    expect([status, body['code']]).toEqual([401, 'access_key_revoked']);
    await expectClean(page);
  });

  it('what the server refuses stands at its field, and nothing is lost', async () => {
    const path = `/keys?app=${app.id}&tab=access-keys`;
    const page = await world.openConsole({ path, width, language });
    await button(page, keys.createPair).first().click();
    const nameField = dialog(page).getByRole('textbox', { name: keys.name, exact: true });
    await nameField.fill(MARKUP_NAME);
    await dialog(page).getByRole('combobox', { name: keys.addresses }).fill('300.1.1.1');
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('button', { name: keys.createPair }).click();
    await dialog(page).getByRole('alert').first().waitFor();
    expect(await nameField.inputValue()).toBe(MARKUP_NAME);
    await expectClean(page, { expected: [/status of 400/] });
  });

  it('where there are none, the next step is said', async () => {
    const user = await world.createUser(`pia-${width}-${language}`);
    const path = '/keys?tab=access-keys';
    const page = await world.openConsole({ user, path, width, language });
    await page.getByText(keys.noPairs, { exact: true }).waitFor();
    await expectClean(page);
  });
});
