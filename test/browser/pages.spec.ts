import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startServer } from '../harness/server.js';
import { textsIn } from '../../src/surfaces/pages/texts/texts.js';
import {
  type Account,
  type BrowserWorld,
  describeEach,
  expectClean,
  MARKUP_NAME,
  picture,
  signIn,
  startBrowserWorld,
  takeFaults,
} from './harness.js';
import { SigningApp } from './signing-app.js';

// One walk is through up to seven pages, each looked at.
vi.setConfig({ testTimeout: 60_000 });

let world: BrowserWorld;
let app: SigningApp;
/** Names of people cannot be markup; what is typed for one can. */
let owner: Account;

beforeAll(async () => {
  world = await startBrowserWorld();
  app = await SigningApp.start(world);
  owner = world.ordinary;
});
afterEach(() => world.closePages());
afterAll(async () => {
  app?.stop();
  await world?.stop();
});

/** What browsers write down of pages that are meant to be refusals. */
const REFUSED = /Failed to load resource: the server responded with a status of 4\d\d/;

/** Looks at the page; axe is a script, and looks only where scripts run. @param own requests that are meant */
async function look(
  page: Page,
  hasScripts: boolean,
  own = new RegExp(`foreign request: ${app.origin}/callback`),
): Promise<void> {
  const expected = [REFUSED, own];
  if (hasScripts) return expectClean(page, { expected });
  await page.locator('h1').first().waitFor();
  await picture(page);
  expect(takeFaults(page, expected), page.url()).toEqual([]);
  expect(await page.locator('img').count(), 'names are text').toBe(0);
}

const lead = (page: Page) => page.locator('main').innerText();

describeEach(({ width, language }) => {
  const texts = textsIn(language);

  describe.each([
    { scripts: 'without scripts', hasScripts: false },
    { scripts: 'with scripts', hasScripts: true },
  ])('$scripts', ({ hasScripts }) => {
    const open = async (address: string): Promise<Page> => {
      const page = await world.openPage({ width, language, javaScript: hasScripts });
      await page.goto(address);
      return page;
    };

    it.each(['confidential', 'public'] as const)('signs in to a %s client', async (kind) => {
      const client = await app.register(kind, owner.id);
      const page = await open(app.signInUrl(client));
      expect(await page.locator('h1').innerText()).toBe(texts.login.title);
      expect(await lead(page)).toContain(MARKUP_NAME);
      await look(page, hasScripts);

      // Each at a name of its own: too many wrong passwords at one are another refusal.
      const unknown = `${MARKUP_NAME} ${kind} ${width} ${language} ${hasScripts}`;
      await signIn(page, { ...owner, username: unknown });
      await page.getByRole('alert').waitFor();
      expect(await lead(page)).toContain(texts.login.problems.bad_credentials);
      expect(await page.locator('#username').inputValue()).toBe(unknown);
      await look(page, hasScripts);

      await signIn(page, owner);
      await page.locator('#consent').waitFor();
      const consent = await lead(page);
      expect(consent).toContain(`Read orders ${MARKUP_NAME}`);
      expect(consent).toContain('<script>alert(2)</script>');
      // The client, the API of both scopes, and the words of one.
      expect(consent.split(MARKUP_NAME).length - 1).toBe(4);
      const revoke = page.getByRole('link', { name: texts.consent.revokePlace });
      expect(await revoke.getAttribute('href')).toBe('/console/account?tab=authorized-apps');
      await look(page, hasScripts);

      await page.locator('#consent-allow').click();
      await page.locator('#back').waitFor();
      expect(page.url()).toContain(`${app.origin}/callback?`);
      expect(new URL(page.url()).searchParams.get('state')).toBe('where-we-were');
      expect(takeFaults(page, [/foreign request/])).toEqual([]);
      const tokens = await app.redeem(client, page.url());
      const headers = { authorization: `Bearer ${String(tokens['access_token'])}` };
      const info = await world.server.call('GET', '/oauth/userinfo', { headers });
      expect(info.body, JSON.stringify(tokens)).toMatchObject({
        sub: owner.id,
        preferred_username: owner.username,
      });
    });

    it('takes a no for an answer', async () => {
      const page = await open(app.signInUrl(await app.register('public', owner.id)));
      await signIn(page, owner);
      await page.locator('#consent-deny').click();
      await page.locator('#back').waitFor();
      expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
    });

    it('connects a device', async () => {
      const client = await app.register('public', owner.id);
      const device = await app.startDevice(client);
      const page = await open(String(device['verification_uri']));
      await look(page, hasScripts);
      await page.locator('#user_code').fill('BBBB-BBBB');
      await page.locator('#device-submit').click();
      await page.getByText(texts.device.problems.unknown).waitFor();
      await look(page, hasScripts);
      await page.locator('#user_code').fill(String(device['user_code']).toLowerCase());
      await page.locator('#device-submit').click();
      await page.locator('#device-confirm').waitFor();
      expect(await page.locator('#device-code').innerText()).toBe(device['user_code']);
      await look(page, hasScripts);
      await page.locator('#device-confirm-submit').click();
      await signIn(page, owner);
      await page.locator('#consent').waitFor();
      await look(page, hasScripts);
      await page.locator('#consent-allow').click();
      await page.locator('#device-done').waitFor();
      await look(page, hasScripts);
      const tokens = await app.pollDevice(client, device['device_code']);
      expect(tokens['access_token'], JSON.stringify(tokens)).toEqual(expect.any(String));
    });

    it('signs out, when that is meant', async () => {
      const client = await app.register('confidential', owner.id);
      const page = await open(app.signInUrl(client));
      await signIn(page, owner);
      await page.locator('#consent-allow').click();
      await page.locator('#back').waitFor();
      await page.goto(world.url('/oauth/logout'));
      await look(page, hasScripts);
      await page.locator('#logout-stay').click();
      await page.locator('#still-signed-in').waitFor();
      await look(page, hasScripts);
      await page.goto(app.signInUrl(client));
      await page.locator('#back').waitFor();
      await page.goto(world.url('/oauth/logout'));
      await page.locator('#logout-confirm').click();
      await page.locator('#signed-out').waitFor();
      await look(page, hasScripts);
      await page.goto(app.signInUrl(client));
      await page.locator('#login').waitFor();
    });

    it('explains errors, and is read in the other language', async () => {
      const page = await open(world.url('/errors'));
      await look(page, hasScripts);
      await page.getByRole('link', { name: 'insufficient_scope' }).first().click();
      await page.getByRole('heading', { name: texts.errors.meaning }).waitFor();
      await look(page, hasScripts);
      await page.goto(world.url('/errors/no_such_code'));
      expect(await lead(page)).toContain(texts.errors.unknownText);
      await look(page, hasScripts);
      await page.goto(world.url('/oauth/authorize?client_id=%22%3E%3Cimg%20src%3Dx%3E'));
      expect(await page.locator('h1').innerText()).toBe(texts.oauthError.title);
      await look(page, hasScripts);
      await page.goto(world.url('/'));
      await look(page, hasScripts);
      const other = language === 'en' ? 'zh' : 'en';
      await page.locator('.languages a').click();
      expect(await page.locator('h1').innerText()).toBe(textsIn(other).home.heading);
      await page.goto(world.url('/errors'));
      expect(await page.locator('h1').innerText()).toBe(textsIn(other).errors.title);
    });
  });
});

describe.each([
  { scripts: 'without scripts', hasScripts: false, width: 'desktop', language: 'en' },
  { scripts: 'with scripts', hasScripts: true, width: 'phone', language: 'zh' },
  { scripts: 'with scripts', hasScripts: true, width: 'desktop', language: 'en' },
] as const)('the set-up page $scripts, on a $width', ({ hasScripts, width, language }) => {
  const { setup } = textsIn(language);

  it('makes the first administrator, once', async () => {
    const server = await startServer({
      env: { OSTIARY_ADMIN_USERNAME: '', OSTIARY_ADMIN_PASSWORD: '' },
    });
    try {
      const [, token = ''] = /\/setup#token=([\w-]+)/.exec(server.output()) ?? [];
      const address = `http://localhost:${server.port}/setup`;
      const page = await world.openPage({ width, language, javaScript: hasScripts });
      // A server of its own is foreign to the harness, whenever it is asked.
      const own = new RegExp(`foreign request: ${new URL(address).origin}/`);
      const lookThere = () => look(page, hasScripts, own);
      await page.goto(`${address}#token=${token}`);
      // Only a script can read the fragment; whoever has none copies it, as the page says.
      const field = page.locator('#token');
      expect(await field.inputValue()).toBe(hasScripts ? token : '');
      expect(page.url().endsWith('/setup')).toBe(hasScripts);
      expect(await page.locator('#token-help').innerText()).toBe(setup.tokenHelp);
      await field.fill(token);
      await lookThere();

      await page.locator('#username').fill('root');
      await page.locator('#password').fill('password1234567');
      await page.locator('#setup-submit').click();
      await page.getByRole('alert').getByText(setup.problems.password_weak).waitFor();
      expect(await field.inputValue(), 'the token is kept').toBe(token);
      await lookThere();

      await page.locator('#password').fill('seven green boats sail');
      await page.locator('#setup-submit').click();
      await page.getByRole('heading', { name: setup.doneTitle }).waitFor();
      await lookThere();
      await page.goto(address);
      await page.getByRole('heading', { name: setup.existsTitle }).waitFor();
      await lookThere();
    } finally {
      await server.stop();
    }
  });
});
