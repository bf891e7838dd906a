import type { BrowserContext, Page } from 'playwright-core';

/** What a page did that it should not; a page is watched from its first request on. */
const faults = new WeakMap<Page, string[]>();

/** Makes violations of the policy visible also where the browser would only count them. */
const TELL_VIOLATIONS = `document.addEventListener('securitypolicyviolation', (event) => {
  console.error('CSP violation: ' + event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample);
});`;

/**
 * Notes of every page of a context: errors and warnings on its console, exceptions that nobody caught,
 * violations of its Content-Security-Policy, requests to anybody else, and dialogs (a script that was stored
 * as a name would open one).
 */
export async function watch(context: BrowserContext, origins: readonly string[]): Promise<void> {
  await context.addInitScript(TELL_VIOLATIONS);
  context.on('page', (page) => {
    const seen: string[] = [];
    faults.set(page, seen);
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        seen.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    page.on('pageerror', (error) => seen.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      const isLocal = ['data:', 'blob:', 'about:'].includes(protocol);
      if (!isLocal && !origins.includes(origin)) seen.push(`foreign request: ${request.url()}`);
    });
    page.on('dialog', (dialog) => {
      seen.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss().catch(() => undefined);
    });
  });
}

/** What was noted since the last look, but for what the test brings about on purpose. */
export function takeFaults(page: Page, expected: readonly RegExp[]): string[] {
  const seen = faults.get(page) ?? [];
  return seen.splice(0).filter((fault) => !expected.some((pattern) => pattern.test(fault)));
}
