import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type BrowserWorld,
  expectClean,
  signIn,
  startBrowserWorld,
  takeFaults,
  textsOf,
} from './harness.js';
import { SigningApp } from './signing-app.js';

let world: BrowserWorld;

beforeAll(async () => {
  world = await startBrowserWorld();
});
afterEach(() => world.closePages());
afterAll(() => world?.stop());

const { common, keys, usage } = textsOf('en');

const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '');

/** What has the focus can be seen to have it. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const look = await page.evaluate(() => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(
      document.activeElement as Element,
    );
    return { hasOutline: outlineStyle !== 'none' && outlineWidth !== '0px', boxShadow };
  });
  expect(look.hasOutline || look.boxShadow !== 'none', await focusedId(page)).toBe(true);
}

/** Presses Tab until the element has the focus; each stop on the way can be seen. */
async function tabTo(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await isThere()) return expectVisibleFocus(page);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead there: ${await focusedId(page)}`);
}

async function signInByKeyboard(page: Page): Promise<void> {
  const { username, password } = world.ordinary;
  await page.locator('#login').waitFor();
  expect(await focusedId(page)).toBe('username');
  await page.keyboard.type(username);
  await page.keyboard.press('Tab');
  expect(await focusedId(page)).toBe('password');
  await expectVisibleFocus(page);
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
}

describe('with the keyboard alone', () => {
  it('somebody signs in, goes to a page, opens a dialog and leaves it, and signs out', async () => {
    const page = await world.openPage();
    await page.goto(world.url('/console/usage'));
    await signInByKeyboard(page);
    await page.getByRole('heading', { level: 1, name: usage.title }).waitFor();

    const link = page.getByRole('navigation').getByRole('link', { name: keys.title, exact: true });
    const has = (element: typeof link) => () =>
      element.evaluate((each) => each === document.activeElement);
    await tabTo(page, has(link));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: keys.title }).waitFor();

    const create = page.getByRole('button', { name: keys.createKey }).first();
    await tabTo(page, has(create));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await expect
      .poll(() => dialog.evaluate((each) => each.contains(document.activeElement)))
      .toBe(true);
    for (let presses = 0; presses < 30; presses += 1) await page.keyboard.press('Tab');
    expect(await dialog.evaluate((each) => each.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(has(create)).toBe(true);

    const name = common.signedInAs.replace('{{name}}', world.ordinary.username);
    const menu = page.getByRole('button', { name });
    // From the last element Tab goes round, by way of the browser's own.
    await menu.focus();
    await page.keyboard.press('Enter');
    const signOut = page.getByRole('menuitem', { name: common.signOut });
    await signOut.waitFor();
    await page.keyboard.press('End');
    await expect.poll(has(signOut)).toBe(true);
    await page.keyboard.press('Enter');
    await page.locator('#logout').waitFor();
    await tabTo(page, async () => (await focusedId(page)) === 'logout-confirm');
    await page.keyboard.press('Enter');
    await page.locator('#login').waitFor();
    await expectClean(page);
  });

  it('somebody allows an app what it asks for', async () => {
    const app = await SigningApp.start(world);
    try {
      const page = await world.openPage();
      await page.goto(app.signInUrl(await app.register('public', world.ordinary.id)));
      await signInByKeyboard(page);
      await page.locator('#consent').waitFor();
      await tabTo(page, async () => (await focusedId(page)) === 'consent-allow');
      await page.keyboard.press('Enter');
      await page.locator('#back').waitFor();
      expect(takeFaults(page, [/foreign request/])).toEqual([]);
    } finally {
      app.stop();
    }
  });
});

describe('what moves', () => {
  /** The transitions and animations that begin while somebody opens what can be opened. */
  async function movements(moves: boolean): Promise<string[]> {
    const page = await world.openPage({ width: 'phone', moves });
    const seen: string[] = [];
    await page.exposeFunction('noteMovement', (what: string) => seen.push(what));
    await page.addInitScript(() => {
      const { noteMovement } = window as unknown as { noteMovement: (what: string) => void };
      for (const type of ['transitionrun', 'animationstart']) {
        document.addEventListener(
          type,
          (event) => {
            const { propertyName, animationName } = event as TransitionEvent & AnimationEvent;
            const element = event.target as Element;
            noteMovement(`${propertyName ?? animationName} of ${element.outerHTML.slice(0, 120)}`);
          },
          true,
        );
      }
    });
    await page.goto(world.url('/console/keys'));
    await signIn(page, world.ordinary);
    await page.getByRole('heading', { level: 1, name: keys.title }).waitFor();
    await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: common.openNavigation }).click();
    await page.keyboard.press('Escape');
    const name = common.signedInAs.replace('{{name}}', world.ordinary.username);
    await page.getByRole('button', { name }).click();
    await page.getByRole('menuitem', { name: common.signOut }).waitFor();
    await page.waitForTimeout(500);
    return seen;
  }

  it('rests where somebody has asked their system for it, and moves elsewhere', async () => {
    expect(await movements(true)).not.toEqual([]);
    expect(await movements(false)).toEqual([]);
  });
});
