import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../harness/free-port.js';
import { startServer, type TestServer } from '../harness/server.js';
import {
  type BrowserWorld,
  describeEach,
  expectClean,
  type Language,
  signIn,
  startBrowserWorld,
  takeFaults,
  textsOf,
} from './harness.js';

/** A server that stops and starts on a busy machine takes longer than a test otherwise may. */
const RESTART_MS = 60_000;

let world: BrowserWorld;

beforeAll(async () => {
  world = await startBrowserWorld();
});
afterEach(() => world.closePages());
afterAll(() => world?.stop());

const texts = textsOf('en');

async function openMenu(page: Page, language: Language, username: string): Promise<void> {
  const name = textsOf(language).common.signedInAs.replace('{{name}}', username);
  await page.getByRole('button', { name }).click();
}

/** The link of the main navigation to an area. */
function linkTo(page: Page, name: string) {
  return page.getByRole('navigation').getByRole('link', { name, exact: true });
}

async function untilHeading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

describeEach(({ width, language }) => {
  const { common, usage, apps, users, account } = textsOf(language);

  it('signs in and returns to the page that was asked for', async () => {
    const page = await world.openConsole({ path: '/usage?a=b#here', width, language });
    await untilHeading(page, usage.title);
    expect(page.url()).toContain('/console/usage');
    expect(page.url()).toContain('#here');
    await expectClean(page);
  });

  it('says that there is no such page, and leads home', async () => {
    const page = await world.openPage({ width, language });
    await page.goto(world.url('/console/no/such/page'));
    await signIn(page, world.admin);
    await page.getByText(common.notFound).waitFor();
    await expectClean(page);
    await page.getByRole('link', { name: common.toHome }).click();
    await page.waitForURL(world.url('/console/'));
  });

  it('shows who is signed in and what they can choose', async () => {
    const page = await world.openConsole({ user: world.ordinary, width, language });
    await openMenu(page, language, world.ordinary.username);
    await page.getByRole('menuitem', { name: common.signOut }).waitFor();
    await expectClean(page);
    await page.getByRole('menuitem', { name: account.title }).click();
    await untilHeading(page, account.title);
  });

  it('leads to every page, and to those of administration nobody else', async () => {
    const page = await world.openConsole({ user: world.ordinary, width, language });
    if (width === 'phone') {
      await expect.poll(() => linkTo(page, apps.title).isVisible()).toBe(false);
      await page.getByRole('button', { name: common.openNavigation }).click();
    }
    await linkTo(page, apps.title).waitFor();
    await expectClean(page);
    expect(await linkTo(page, users.title).count()).toBe(0);
    await linkTo(page, apps.title).click();
    await untilHeading(page, apps.title);
    await expect.poll(() => linkTo(page, apps.title).isVisible()).toBe(width === 'desktop');
  });
});

describe('the session', () => {
  it('outlives a reload', async () => {
    const page = await world.openConsole({ path: '/usage' });
    await page.reload();
    await untilHeading(page, texts.usage.title);
    expect(new URL(page.url()).pathname).toBe('/console/usage');
    await expectClean(page);
  });

  it('keeps its tokens out of storage, cookies and addresses', async () => {
    const page = await world.openPage();
    const addresses: string[] = [];
    const tokens: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    page.on('response', async (response) => {
      if (!response.url().endsWith('/oauth/token')) return;
      const body = (await response.json()) as Record<string, string>;
      tokens.push(...['access_token', 'refresh_token', 'id_token'].map((name) => body[name] ?? ''));
    });
    await page.goto(world.url('/console/keys'));
    await signIn(page, world.admin);
    await untilHeading(page, texts.keys.title);
    await linkTo(page, texts.usage.title).click();
    await untilHeading(page, texts.usage.title);

    expect(tokens.filter((token) => token.length > 20)).toHaveLength(3);
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state]),
    );
    for (const token of tokens) {
      expect(kept).not.toContain(token);
      expect(addresses.join('\n')).not.toContain(token);
      expect(world.server.output()).not.toContain(token);
    }
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(page.url()).not.toMatch(/code=|state=/);
  });

  it('is really over after a sign-out, also for the token and the Back button', async () => {
    const page = await world.openConsole({ path: '/usage' });
    const asked = page.waitForRequest((request) => 'authorization' in request.headers());
    await linkTo(page, texts.account.title).click();
    await page.reload();
    const { authorization = '' } = (await asked).headers();
    const profile = () =>
      world.server.call('GET', '/account/profile', { headers: { authorization } });
    await untilHeading(page, texts.account.title);
    expect((await profile()).status).toBe(200);

    await openMenu(page, 'en', world.admin.username);
    await page.getByRole('menuitem', { name: texts.common.signOut }).click();
    await page.locator('#logout-confirm').click();
    await page.locator('#username').waitFor();
    expect((await profile()).status).toBe(401);
    await page.goBack();
    await page.locator('#username').waitFor();
    expect(await page.getByText(world.admin.username).count()).toBe(0);
  });

  it('that ended elsewhere is asked for again, and leads back to the same place', async () => {
    const person = await world.createUser('ended-elsewhere');
    const page = await world.openConsole({ user: person, path: '/account?tab=sessions' });
    await world.make('POST', `/admin/users/${person.id}/sign-out`);
    // A token that is refused as soon as it is there would lead to no other sign-in.
    await page.waitForTimeout(2000);
    await linkTo(page, texts.keys.title).click();
    await signIn(page, person);
    await untilHeading(page, texts.keys.title);
    await expectClean(page, { expected: [/status of 401/] });

    await world.make('POST', `/admin/users/${person.id}/sign-out`);
    await page.reload();
    await signIn(page, person);
    await untilHeading(page, texts.keys.title);
    await expectClean(page);
  });
});

describe('what somebody chose', () => {
  it('is the language, here and on the pages of the server', async () => {
    const page = await world.openConsole({ path: '/usage' });
    await openMenu(page, 'en', world.admin.username);
    const remembered = page.waitForResponse(/ui_locales=zh/);
    await page.getByRole('menuitemcheckbox', { name: '中文' }).click();
    await untilHeading(page, textsOf('zh').usage.title);
    expect(await page.locator('html').getAttribute('lang')).toBe('zh');
    await remembered;
    await expectClean(page);
    await page.reload();
    await untilHeading(page, textsOf('zh').usage.title);
    await page.goto(world.url('/errors'));
    expect(await page.locator('html').getAttribute('lang')).toMatch(/^zh/);
  });

  it('is how it looks', async () => {
    const page = await world.openConsole({ path: '/usage', scheme: 'light' });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await openMenu(page, 'en', world.admin.username);
    await page.getByRole('menuitemcheckbox', { name: texts.common.schemeDark }).click();
    await expect.poll(ground).not.toBe(light);
    const dark = await ground();
    await expectClean(page);
    await page.reload();
    await untilHeading(page, texts.usage.title);
    expect(await ground()).toBe(dark);
  });
});

describe('the keyboard', () => {
  it('skips to the content', async () => {
    const page = await world.openConsole({ path: '/usage' });
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: texts.common.skip });
    expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
    await expectClean(page);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    expect(await page.locator('h1').textContent()).toBe(texts.usage.title);
  });

  it('goes through the navigation and the menu', async () => {
    const page = await world.openConsole();
    const { username } = world.admin;
    const menu = page.getByRole('button', { name: `Signed in as ${username}` });
    await menu.focus();
    await page.keyboard.press('Enter');
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await expect.poll(focused).toBe(texts.account.title);
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toBe(texts.common.apiDocs);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('menu').count()).toBe(0);
    expect(await menu.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Tab');
    await expect.poll(focused).toBe(texts.home.title);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await untilHeading(page, texts.apis.title);
    expect(await linkTo(page, texts.apis.title).getAttribute('aria-current')).toBe('page');
  });

  it('does not enter a navigation that is not shown', async () => {
    const page = await world.openConsole({ width: 'phone', path: '/usage' });
    for (let presses = 0; presses < 8; presses += 1) {
      await page.keyboard.press('Tab');
      const isInNavigation = await page.evaluate(
        () => document.activeElement?.closest('nav') !== null,
      );
      expect(isInNavigation).toBe(false);
    }
    const burger = page.getByRole('button', { name: texts.common.openNavigation });
    expect(await burger.getAttribute('aria-expanded')).toBe('false');
    await burger.press('Enter');
    expect(await burger.getAttribute('aria-expanded')).toBe('true');
    await linkTo(page, texts.apps.title).press('Enter');
    await untilHeading(page, texts.apps.title);
    await expect.poll(() => burger.getAttribute('aria-expanded')).toBe('false');
  });
});

it('goes back and forward', async () => {
  const page = await world.openConsole();
  for (const { title } of [texts.usage, texts.audit]) {
    await linkTo(page, title).click();
    await untilHeading(page, title);
  }
  await page.goBack();
  await untilHeading(page, texts.usage.title);
  await page.goBack();
  await untilHeading(page, texts.home.title);
  await page.goForward();
  await untilHeading(page, texts.usage.title);
  expect(takeFaults(page, [])).toEqual([]);
});

it('has a title for every page', async () => {
  const page = await world.openConsole({ path: '/usage' });
  expect(await page.title()).toContain(texts.usage.title);
  await linkTo(page, texts.audit.title).click();
  await expect.poll(() => page.title()).toContain(texts.audit.title);
});

describe('a server that does not answer', () => {
  // Browser, React and router say on the console what the page shows.
  const lost = [/Failed to load resource/, /Error in route match/, /Failed to fetch/, /PageLost/];

  it('is said to be unreachable at the start, and found again', async () => {
    const page = await world.openPage();
    let isDown = true;
    await page.route('**/account/profile', (route) => (isDown ? route.abort() : route.continue()));
    await page.goto(world.url('/console/usage'));
    await signIn(page, world.admin);
    await page.getByRole('alert').getByText(texts.common.unreachable).waitFor();
    await expectClean(page, { expected: lost });
    isDown = false;
    await page.getByRole('button', { name: texts.common.retry }).click();
    await untilHeading(page, texts.usage.title);
  });

  it('is not meant where an update has replaced the code of a page: the console starts anew', async () => {
    const page = await world.openConsole({ path: '/usage' });
    let isGone = true;
    await page.route('**/assets/audit-page-*.js', (route) => {
      const answer = isGone ? route.fulfill({ status: 404, body: '' }) : route.continue();
      isGone = false;
      return answer;
    });
    await linkTo(page, texts.audit.title).click();
    await untilHeading(page, texts.audit.title);
    expect(isGone).toBe(false);
  });

  describe('for a while', () => {
    const directory = mkdtempSync(join(tmpdir(), 'ostiary-restart-'));
    const env = { PORT: '', OSTIARY_ADMIN_PASSWORD: 'the same before and after' };
    let own: BrowserWorld;
    let again: TestServer | undefined;

    beforeAll(async () => {
      env.PORT = String(await freePort());
      own = await startBrowserWorld({ directory, env });
    });
    afterAll(async () => {
      await again?.stop();
      await own?.stop();
      rmSync(directory, { recursive: true, force: true });
    });

    it(
      'is said to be unreachable later, and found again',
      async () => {
        const page = await own.openConsole({ path: '/usage' });
        await linkTo(page, texts.apps.title).click();
        await untilHeading(page, texts.apps.title);
        await own.server.stop();
        await linkTo(page, texts.keys.title).click();
        await page.getByRole('alert').getByText(texts.common.unreachable).waitFor();
        await expectClean(page, { expected: lost });
        again = await startServer({ directory, env });
        await page.getByRole('button', { name: texts.common.retry }).first().click();
        await untilHeading(page, texts.keys.title);
        expect(new URL(page.url()).pathname).toBe('/console/keys');
        await expect.poll(() => page.getByRole('alert').count()).toBe(0);
      },
      RESTART_MS,
    );
  });
});
