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
let app: Record<string, string>;

beforeAll(async () => {
  world = await startBrowserWorld();
  app = await world.make('POST', '/admin/apps', { name: MARKUP_NAME });
});
afterEach(() => world.closePages());
afterAll(() => world?.stop());

describeEach(({ width, language }) => {
  const { keys } = textsOf(language);
  const dialog = (page: Page) => page.getByRole('dialog');
  const search = async (page: Page, text: string) => {
    await dialog(page).getByRole('textbox').fill(text);
    await dialog(page).getByRole('button', { name: keys.find, exact: true }).click();
  };

  it('a leaked key is pasted, recognised and ended', async () => {
    const path = `/admin/apps/${app['id']}/api-keys`;
    const key = await world.make('POST', path, { name: MARKUP_NAME });
    const page = await world.openConsole({ path: '/keys', width, language });
    await page.getByRole('button', { name: keys.leaked, exact: true }).click();
    await search(page, 'nothing of ours');
    await dialog(page).getByText(keys.leakedNothing).waitFor();
    await expectClean(page, { expected: [/status of 404/] });
    await search(page, `Authorization: Bearer ${key['key']}`);
    await dialog(page).getByText(keys.leakedOpens).waitFor();
    expect(await page.content()).not.toContain(String(key['key']));
    await expectClean(page);
    await dialog(page).getByRole('button', { name: keys.leakedEnd }).click();
    await dialog(page).getByText(keys.leakedEnded).waitFor();
    await expectClean(page);
    const headers = { 'x-api-key': String(key['key']) };
    expect((await world.server.call('GET', '/credential', { headers })).status).toBe(401);
  });
});
