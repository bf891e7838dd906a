import { createHmac } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BrowserWorld, picture, signIn, startBrowserWorld, takeFaults } from './harness.js';

// Its page draws every operation of the API at once, which takes a busy machine some seconds.
vi.setConfig({ testTimeout: 60_000 });

let world: BrowserWorld;
let app: Record<string, string>;

beforeAll(async () => {
  world = await startBrowserWorld();
  app = await world.make('POST', '/admin/apps', { name: 'Reader of the reference' });
});
afterEach(() => world.closePages());
afterAll(() => world?.stop());

async function openReference(): Promise<Page> {
  const page = await world.openPage();
  await page.goto(world.url('/docs'));
  await page.locator('.auth-wrapper .authorize').click();
  await page.locator('.auth-container').first().waitFor();
  return page;
}

/** The part of the dialog that is about one scheme. */
function scheme(page: Page, heading: string | RegExp) {
  return page.locator('.auth-container', { has: page.getByRole('heading', { name: heading }) });
}

/** Fills in one value and closes the dialog. */
async function authorize(page: Page, heading: string | RegExp, value: string): Promise<void> {
  const form = scheme(page, heading);
  await form.locator('input').fill(value);
  await form.locator('.authorize').click();
  await page.locator('.close-modal').click();
}

/** Of so many operations the page shows those only that are in sight. */
async function scrollTo(page: Page, block: Locator): Promise<void> {
  const most = 200;
  for (let steps = 0; steps < most && (await block.count()) === 0; steps += 1) {
    await page.evaluate(async () => {
      window.scrollBy({ top: 400, behavior: 'instant' });
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
  }
}

/** Tries an operation out. @returns the status and the body that the page shows */
async function tryOut(page: Page, operation: string) {
  const block = page.locator(`.opblock[id$="-${operation}"]`);
  await scrollTo(page, block);
  await block.locator('.opblock-summary-control').click();
  await block.locator('.execute').click();
  const answer = block.locator('.live-responses-table');
  await answer.locator('.response-col_status').last().waitFor();
  const status = await answer.locator('tbody .response-col_status').first().innerText();
  return { status: Number.parseInt(status, 10), body: await answer.innerText() };
}

function signedToken({ ak = '', sk = '' }: Record<string, string>): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: ak, sub: ak, typ: 'app_token', iat: now, exp: now + 3600 };
  const input = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${input}.${createHmac('sha256', sk).update(input).digest('base64url')}`;
}

describe('Swagger UI', () => {
  it('asks for nothing elsewhere and breaks no policy', async () => {
    const page = await openReference();
    await picture(page);
    expect(takeFaults(page, [])).toEqual([]);
  });

  it('is dark where the browser is', async () => {
    const page = await world.openPage({ scheme: 'dark' });
    await page.goto(world.url('/docs'));
    await page.locator('.opblock').first().waitFor();
    await picture(page);
    const colours = await page.evaluate(() => {
      const title = document.querySelector('.swagger-ui .info .title') as Element;
      return [getComputedStyle(document.body).backgroundColor, getComputedStyle(title).color];
    });
    expect(colours).toEqual(['rgb(28, 32, 34)', 'rgb(210, 214, 215)']);
    expect(takeFaults(page, [])).toEqual([]);
  });

  it('shows what is wrong without a credential', async () => {
    const page = await openReference();
    await page.locator('.close-modal').click();
    const { status, body } = await tryOut(page, 'getProfile');
    expect(status).toBe(401);
    expect(body).toContain('credential_missing');
  });

  it('calls with an API key', async () => {
    const key = await world.make('POST', `/admin/apps/${app['id']}/api-keys`, {
      name: 'reference',
    });
    const page = await openReference();
    await authorize(page, /^api_key\s+\(/, key['key'] ?? '');
    const { status, body } = await tryOut(page, 'getData');
    expect(status, body).toBe(200);
  });

  it('calls with the same key as a bearer', async () => {
    const key = await world.make('POST', `/admin/apps/${app['id']}/api-keys`, { name: 'bearer' });
    const page = await openReference();
    await authorize(page, /^api_key_bearer/, key['key'] ?? '');
    expect((await tryOut(page, 'getData')).status).toBe(200);
  });

  it('calls with a login token', async () => {
    const { username, password } = world.ordinary;
    const { body } = await world.server.call('POST', '/login', { body: { username, password } });
    const page = await openReference();
    await authorize(page, /^login_token/, String(body['access_token']));
    const answer = await tryOut(page, 'getProtected');
    expect(answer.status, answer.body).toBe(200);
  });

  it('calls with a signed token', async () => {
    const pair = await world.make('POST', `/admin/apps/${app['id']}/access-keys`, { name: 'pair' });
    const page = await openReference();
    await authorize(page, /^signed_token/, signedToken(pair));
    expect((await tryOut(page, 'getProfile')).status).toBe(200);
  });

  it('signs somebody in, asks for their consent, and calls for them', async () => {
    const page = await openReference();
    const flow = scheme(page, /authorizationCode/);
    expect(await flow.locator('#client_id_authorizationCode').inputValue()).toMatch(/^cli_/);
    await flow.getByText('account:profile', { exact: true }).click();
    const opened = page.waitForEvent('popup');
    await flow.locator('.authorize').click();
    const popup = await opened;
    await signIn(popup, world.ordinary);
    await popup.locator('#consent').waitFor();
    const asked = await popup.locator('body').innerText();
    expect(asked).toContain('Ostiary API reference');
    expect(asked).toContain('part of this server');
    await picture(popup);
    const closed = popup.waitForEvent('close');
    await popup.locator('#consent-allow').click();
    await closed;
    await flow.getByText('Logout').waitFor();
    await page.locator('.close-modal').click();
    const { status, body } = await tryOut(page, 'getMyProfile');
    expect(status, body).toBe(200);
    expect(body).toContain(world.ordinary.username);
    expect(takeFaults(page, [])).toEqual([]);
  });

  it('shows when somebody allows nothing', async () => {
    const page = await openReference();
    const flow = scheme(page, /authorizationCode/);
    const opened = page.waitForEvent('popup');
    await flow.locator('.authorize').click();
    const popup = await opened;
    await signIn(popup, world.ordinary);
    await popup.locator('#consent-deny').click();
    await expect.poll(() => flow.innerText()).toContain('access_denied');
  });

  it('calls with the credentials of a client', async () => {
    const client = await world.make('POST', `/admin/apps/${app['id']}/oauth-clients`, {
      client_name: 'Machine',
      grant_types: ['client_credentials'],
    });
    const page = await openReference();
    const flow = scheme(page, /clientCredentials/);
    await flow.locator('#client_id_clientCredentials').fill(client['client_id'] ?? '');
    await flow.locator('#client_secret_clientCredentials').fill(client['client_secret'] ?? '');
    await flow.locator('.authorize').click();
    await flow.getByText('Logout').waitFor();
    await page.locator('.close-modal').click();
    const { status, body } = await tryOut(page, 'getProfile');
    expect(status, body).toBe(200);
    expect(takeFaults(page, [])).toEqual([]);
  });
});
