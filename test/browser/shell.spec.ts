import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  type BrowserWorld,
  describeEach,
  expectClean,
  startBrowserWorld,
  textsOf,
} from './harness.js';

let world: BrowserWorld;

beforeAll(async () => {
  world = await startBrowserWorld();
});
afterEach(() => world.closePages());
afterAll(() => world?.stop());

describeEach(({ width, language }) => {
  const texts = textsOf(language);

  it('signs in and returns to the page that was asked for', async () => {
    const page = await world.openConsole({ path: '/usage?a=b#here', width, language });
    expect(await page.locator('h1').textContent()).toBe(texts.usage.title);
    expect(page.url()).toContain('/console/usage?a=b');
    await expectClean(page);
  });
});
