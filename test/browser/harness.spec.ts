import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type BrowserWorld, expectClean, startBrowserWorld, takeFaults } from './harness.js';

let world: BrowserWorld;

beforeAll(async () => {
  world = await startBrowserWorld();
});
afterEach(() => world.closePages());
afterAll(() => world?.stop());

/** What `expectClean` has against a page after a change to it. */
async function complaintsAfter(change: (page: Page) => Promise<unknown>): Promise<string> {
  const page = await world.openPage();
  await page.goto(world.url('/errors'));
  await change(page);
  try {
    await expectClean(page);
    return 'none';
  } catch (error) {
    return (error as Error & { actual?: string }).message + JSON.stringify(error);
  }
}

const appended = (html: string) => (page: Page) =>
  page.evaluate((text) => {
    document.querySelector('main')?.insertAdjacentHTML('beforeend', text);
  }, html);

it('has nothing against a page that is well', async () => {
  expect(await complaintsAfter(async () => undefined)).toBe('none');
});

it.each([
  ['a button without a name', appended('<button></button>'), 'axe button-name'],
  ['text that nobody can read', appended('<p class="pale">pale</p>'), 'axe color-contrast'],
  ['a page that scrolls sideways', appended('<pre id="wide"></pre>'), 'scrolls sideways'],
])('complains of %s', async (_, change, complaint) => {
  const styled = async (page: Page): Promise<void> => {
    await change(page);
    // Styles that scripts set are no matter of the policy.
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('.pale')?.style.setProperty('color', '#eee');
      document.querySelector<HTMLElement>('#wide')?.style.setProperty('width', '9999px');
    });
  };
  expect(await complaintsAfter(styled)).toContain(complaint);
});

it('notes violations of the policy, foreign requests, errors and dialogs', async () => {
  const page = await world.openPage();
  await page.goto(world.url('/errors'));
  await appended('<p style="color: red">inline</p><img alt="" src="https://other.example/a.png">')(
    page,
  );
  await page.evaluate(() => {
    console.warn('a warning');
    setTimeout(() => {
      throw new Error('nobody caught this');
    });
    setTimeout(() => alert('stored'), 10);
  });
  const seen: string[] = [];
  const noted = () => seen.push(...takeFaults(page, [/a warning/])) && seen.join('\n');
  await expect.poll(noted).toContain('dialog: stored');
  for (const fault of [
    'CSP violation: style-src',
    'CSP violation: img-src',
    'nobody caught this',
  ]) {
    expect(noted()).toContain(fault);
  }
  expect(noted()).not.toContain('a warning');
});
