import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../harness/oauth-names.js';
import { Browser, hiddenFields } from '../../integration/oauth/browser.js';
import { basic, type Client } from './oauth-parties.js';
import { parties } from './oauth-world.js';
import { expectProtected } from './protected-page.js';

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const ALICE = { username: 'alice', password: PASSWORD };

let tv: Client;

beforeAll(async () => {
  tv = await parties.register({
    grant_types: ['authorization_code', 'refresh_token', GRANT],
    scope: 'openid read',
  });
});

/** A device that waits, and somebody who has its code. */
async function start(): Promise<{
  browser: Browser;
  userCode: string;
  poll: () => Promise<unknown>;
}> {
  const { body } = await parties.post('/oauth/device_authorization', { scope: 'read' }, basic(tv));
  const form = { grant_type: GRANT, device_code: String(body['device_code']) };
  const poll = async () => (await parties.token(tv, form)).body['error'];
  return { browser: new Browser(parties.place), userCode: String(body['user_code']), poll };
}

describe('the pages of a device', () => {
  it('OA35: lie in no frame and run no script of others', async () => {
    const { browser, userCode } = await start();
    const input = await browser.open('/oauth/device');
    const wrong = await browser.submit(input, { user_code: 'BBBB-BBBB' });
    const confirm = await browser.submit(wrong, { user_code: userCode });
    const login = await browser.submit(confirm, { confirm: 'yes' });
    const consent = await browser.submit(login, ALICE);
    const done = await browser.submit(consent, { decision: 'allow' });
    expect(done.text).toContain('id="device-done"');
    for (const page of [input, wrong, confirm, login, consent, done]) {
      expectProtected(page);
      expect(page.headers.get('cache-control')).toBe('no-store');
    }
  });

  it.each(['', 'x'.repeat(43)])(
    'OA36: take no code and no confirmation with the token %j',
    async (xsrf) => {
      const { browser, userCode, poll } = await start();
      const input = await browser.open('/oauth/device');
      const refused = await browser.submit(input, { user_code: userCode, xsrf });
      expect(refused.status).toBe(400);
      expect(refused.text).not.toContain('id="device-confirm"');
      const confirm = await browser.submit(await browser.open('/oauth/device'), {
        user_code: userCode,
      });
      expect(confirm.text).toContain('id="device-confirm"');
      const unconfirmed = await browser.submit(confirm, { confirm: 'yes', xsrf });
      expect(unconfirmed.status).toBe(400);
      expect(unconfirmed.text).not.toContain('id="login"');
      expect(await poll()).toBe('authorization_pending');
    },
  );

  it('OA36: take no confirmation with the token of another session', async () => {
    const [mine, other] = [await start(), await start()];
    const { xsrf = '' } = hiddenFields((await other.browser.open('/oauth/device')).text);
    const confirm = await mine.browser.submit(await mine.browser.open('/oauth/device'), {
      user_code: mine.userCode,
    });
    const page = await mine.browser.submit(confirm, { confirm: 'yes', xsrf });
    expect(page.status).toBe(400);
    expect(await mine.poll()).toBe('authorization_pending');
  });

  it('OA38: open the question of one browser for no other', async () => {
    const { browser, userCode, poll } = await start();
    const confirm = await browser.submit(await browser.open('/oauth/device'), {
      user_code: userCode,
    });
    const login = await browser.submit(confirm, { confirm: 'yes' });
    const consent = await browser.submit(login, ALICE);
    const other = new Browser(parties.place);
    for (const { url, text } of [login, consent]) {
      for (const step of ['login', 'consent']) {
        const fields = { ...hiddenFields(text), ...ALICE, decision: 'allow' };
        const page = await other.post(new URL(`${url.pathname}/${step}`, url), fields);
        expect(page.status).toBe(400);
      }
    }
    expect(await poll()).toBe('authorization_pending');
  });
});
