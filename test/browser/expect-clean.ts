import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { takeFaults } from './faults.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ARTEFACTS = fileURLToPath(new URL('artefacts/', import.meta.url));
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

let pictures = 0;

export interface CleanOptions {
  /** Faults that the test brings about on purpose, such as `/status of 409/` on the browser's console. */
  readonly expected?: readonly RegExp[];
  /** Selectors of what axe does not look at; say why where you use it. */
  readonly exclude?: readonly string[];
}

/**
 * The page as it stands now, once what moves has come to rest: nothing wrong on the console of the browser, no
 * violation of the Content-Security-Policy, no request to anybody else, no violation of WCAG 2.2 A and AA that
 * axe-core finds, nothing to scroll sideways. Keeps a picture of it in `artefacts/`.
 */
export async function expectClean(page: Page, options: CleanOptions = {}): Promise<void> {
  await settle(page);
  await picture(page);
  const problems = [...(await overflow(page)), ...(await axeViolations(page, options))];
  expect([...takeFaults(page, options.expected ?? []), ...problems], page.url()).toEqual([]);
}

/** Skeletons are gone and transitions are over: half-faded text has half the contrast. */
export async function settle(page: Page): Promise<void> {
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('load');
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map((animation) => animation.finished));
  });
}

/** Keeps a picture of the page, named after the test that runs. */
export async function picture(page: Page): Promise<void> {
  const { testPath = 'unknown', currentTestName = 'setup' } = expect.getState();
  const directory = join(ARTEFACTS, basename(testPath, '.spec.ts'));
  mkdirSync(directory, { recursive: true });
  pictures += 1;
  const number = String(pictures).padStart(3, '0');
  const name = currentTestName.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 120);
  const options = { path: join(directory, `${number}-${name}.png`), fullPage: true };
  // Chromium cannot take one now and then, while it draws a new page on a busy machine.
  await page.screenshot(options).catch(() => page.screenshot(options));
}

async function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > width + 1,
    );
    const names = wide.slice(-3).map((element) => element.outerHTML.slice(0, 120));
    return [`the page scrolls sideways at ${width} px: ${names.join(' | ')}`];
  });
}

async function axeViolations(page: Page, { exclude = [] }: CleanOptions): Promise<string[]> {
  // By the debugger's protocol: the policy of the page allows no script of ours, and need not.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const options: RunOptions = {
    runOnly: { type: 'tag', values: WCAG },
    resultTypes: ['violations'],
  };
  const { violations } = await page.evaluate(
    async ([without, runOptions]) => {
      const { axe } = window as unknown as {
        axe: { run(context: unknown, options: unknown): Promise<AxeResults> };
      };
      return axe.run({ exclude: without.map((selector) => [selector]) }, runOptions);
    },
    [exclude, options] as const,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `axe ${id}: ${html} ${failureSummary}`),
  );
}
