import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditEvent } from '../../../src/platform/audit/audit-event.entity.js';
import { Browser, hiddenFields, type PageResponse } from './browser.js';
import { basic, type OAuthServer, PASSWORD, post, startOAuthServer } from './oauth-server.js';

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const OTHER_PASSWORD = 'nine yellow carts roll';

describe('device authorization (RFC 8628)', () => {
  let server: OAuthServer;
  let tv: { id: string; secret: string };
  let person: Browser;

  beforeAll(async () => {
    server = await startOAuthServer({ OSTIARY_TRUSTED_PROXIES: '127.0.0.1/32,::1/128' });
    tv = await server.register({
      client_name: 'Living room',
      redirect_uris: ['https://tv.example/callback'],
      grant_types: ['authorization_code', 'refresh_token', GRANT],
      scope: 'openid profile offline_access read',
    });
    await server.users.create({
      username: 'bob',
      password: OTHER_PASSWORD,
      roles: [],
      groups: [],
    });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    person = new Browser(server);
  });

  const ask = (form: Record<string, string> = {}, client = tv) =>
    post(server, '/oauth/device_authorization', form, basic(client.id, client.secret));
  const started = async (form: Record<string, string> = {}) => {
    const { status, body } = await ask({ scope: 'openid profile read', ...form });
    expect(status).toBe(200);
    return body as { device_code: string; user_code: string; verification_uri_complete: string };
  };
  const poll = (device_code: string, client = tv) =>
    post(
      server,
      '/oauth/token',
      { grant_type: GRANT, device_code },
      basic(client.id, client.secret),
    );
  const confirmPage = async (userCode: string): Promise<PageResponse> =>
    person.submit(await person.open('/oauth/device'), { user_code: userCode });
  const signIn = (page: PageResponse, username = 'alice', password = PASSWORD) =>
    person.submit(page, { username, password });
  const auditOf = async (action: string) =>
    server.database.manager.find(AuditEvent, { where: { action } });

  it('answers with a code for the device, one for the person, and where that is entered', async () => {
    const { body, headers } = await ask({ scope: 'openid read' });
    expect(body).toEqual({
      device_code: expect.stringMatching(/^[\w-]{43}$/),
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
      verification_uri: `${server.url}/oauth/device`,
      verification_uri_complete: `${server.url}/oauth/device?user_code=${String(body['user_code'])}`,
      expires_in: 600,
      interval: 5,
    });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('gives tokens to the device once the person has confirmed, signed in and consented', async () => {
    const { device_code, user_code } = await started();
    expect((await poll(device_code)).body['error']).toBe('authorization_pending');

    const confirm = await confirmPage(user_code.toLowerCase().replace('-', ' '));
    expect(confirm.text).toContain('id="device-confirm"');
    expect(confirm.text).toContain(user_code);
    const login = await person.submit(confirm, { confirm: 'yes' });
    const consent = await signIn(login);
    expect(consent.text).toContain('id="consent"');
    expect(consent.text).toContain('You then go on at your device.');
    const done = await person.submit(consent, { decision: 'allow' });
    expect(done.text).toContain('id="device-done"');
    expect(done.url.pathname).toMatch(/^\/oauth\/device\//);
    // This answer is not given again: no link may ask for it in another language.
    expect(done.text).not.toContain('ui_locales');

    const { status, body } = await poll(device_code);
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', scope: 'openid profile read' });
    expect(body).toHaveProperty('id_token');
    expect(body).toHaveProperty('refresh_token');
    expect(await server.verified(String(body['access_token']))).toMatchObject({
      principal: { subject: server.user.id },
    });
    expect(await auditOf('device_code.approve')).toMatchObject([
      { actorId: server.user.id, detail: { client_id: tv.id } },
    ]);

    // Used twice, it ends what the first use produced.
    expect((await poll(device_code)).body['error']).toBe('invalid_grant');
    expect(await server.verified(String(body['access_token']))).toEqual({ code: 'token_revoked' });
  });

  it('names on the confirmation who asks for what, from where, and warns of a sent code', async () => {
    const { user_code } = await started();
    const page = await confirmPage(user_code);
    const text = page.text.replace(/<[^>]*>/g, '');
    for (const part of [
      'Living room asked to use your account',
      'Registered by an administrator of this server for alice on',
      'The code was asked for from the address 127.0.0.1.',
      'Know who you are',
      'read',
      'If somebody sent you this code or a link',
    ]) {
      expect(text).toContain(part);
    }
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('content-security-policy')).not.toContain('script-src');
    expect(page.text).not.toContain('<script');
  });

  it('a link with the code in it fills the form in, and skips nothing', async () => {
    const { device_code, user_code, verification_uri_complete } = await started();
    const page = await person.open(verification_uri_complete);
    expect(page.text).toContain(`value="${user_code}"`);
    expect(page.text).not.toContain('<script');
    const confirm = await person.submit(page, { user_code });
    expect(confirm.text).toContain('id="device-confirm"');
    expect((await poll(device_code)).body['error']).toBe('authorization_pending');
  });

  it('asks for confirmation and consent for each device, also of who is signed in', async () => {
    for (const isFirst of [true, false]) {
      const { user_code } = await started();
      let page = await person.submit(await confirmPage(user_code), { confirm: 'yes' });
      expect(page.text.includes('id="login"')).toBe(isFirst);
      if (isFirst) page = await signIn(page);
      expect(page.text).toContain('id="consent"');
      await person.submit(page, { decision: 'allow' });
    }
  });

  it('lets somebody else sign in for the device', async () => {
    const { device_code, user_code } = await started();
    const consent = await signIn(
      await person.submit(await confirmPage(user_code), { confirm: 'yes' }),
    );
    const href = /href="(\/interaction\/[^"]*\/login)"/.exec(consent.text)?.[1] ?? '';
    const login = await person.open(href);
    expect(login.text).toContain('id="login"');
    let page = await signIn(login, 'bob', OTHER_PASSWORD);
    // Signing alice out is a form that posts itself, or is posted by its button.
    page = await person.submit(page, {});
    expect(page.text).toContain('id="consent"');
    expect(page.text.replace(/<[^>]*>/g, '')).toContain('Signed in as bob');
    await person.submit(page, { decision: 'allow' });
    const { body } = await poll(device_code);
    const verified = await server.verified(String(body['access_token']));
    expect(verified).toMatchObject({ principal: { username: 'bob' } });
  });

  it.each([
    ['the confirmation', { abort: 'yes' }, false],
    ['the consent', { decision: 'deny' }, true],
  ] as const)('gives nothing when %s is denied', async (_where, answer, isConsent) => {
    const { device_code, user_code } = await started();
    let page = await confirmPage(user_code);
    if (isConsent) page = await signIn(await person.submit(page, { confirm: 'yes' }));
    const end = await person.submit(page, answer);
    expect(end.text).toContain('id="device-denied"');
    const { status, body } = await poll(device_code);
    expect([status, body['error']]).toEqual([400, 'access_denied']);
    expect((await confirmPage(user_code)).text).toContain('This code was used before');
  });

  it('slows a device down that asks too often, and each time more', async () => {
    const { device_code } = await started();
    const clock = vi.spyOn(Date, 'now');
    try {
      const at = async (seconds: number) => {
        clock.mockReturnValue(start + seconds * 1000);
        return (await poll(device_code)).body['error'];
      };
      const start = new Date().getTime();
      expect(await at(0)).toBe('authorization_pending');
      expect(await at(5)).toBe('authorization_pending');
      expect(await at(6)).toBe('slow_down');
      expect(await at(12)).toBe('slow_down');
      expect(await at(27)).toBe('authorization_pending');
      expect(await at(601)).toBe('expired_token');
    } finally {
      clock.mockRestore();
    }
  });

  it('is for registered clients that prove who they are, and for their own codes only', async () => {
    const other = await server.register();
    const refused = await ask({}, other);
    expect([refused.status, refused.body['error']]).toEqual([400, 'invalid_request']);
    const wrong = await ask({}, { ...tv, secret: 'wrong' });
    expect([wrong.status, wrong.body['error']]).toEqual([401, 'invalid_client']);
    expect(wrong.headers.get('www-authenticate')).toMatch(/^Basic /);
    const scope = await ask({ scope: 'read admin:users' });
    expect([scope.status, scope.body['error']]).toEqual([400, 'invalid_scope']);

    const { device_code } = await started();
    const thief = await server.register({ grant_types: ['authorization_code', GRANT] });
    expect((await poll(device_code, thief)).body['error']).toBe('invalid_grant');
    expect((await poll(device_code)).body['error']).toBe('authorization_pending');
  });

  it('OA36: takes no form without the tie to its session', async () => {
    const { device_code, user_code } = await started();
    const page = await person.open('/oauth/device');
    const forged = await person.post(page.url, { user_code, confirm: 'yes', xsrf: 'x' });
    expect(forged.status).toBe(400);
    const other = new Browser(server);
    // Without a session of its own a browser begins again, at the form.
    const elsewhere = await other.submit(page, { user_code, confirm: 'yes' });
    expect(elsewhere.text).toContain('id="device"');
    const stolen = await other.post(page.url, {
      ...hiddenFields(page.text),
      user_code,
      confirm: 'yes',
    });
    expect(stolen.status).toBe(400);
    expect((await poll(device_code)).body['error']).toBe('authorization_pending');
  });

  it('limits the guessing of codes from one network, and records it once', async () => {
    const from = { 'x-forwarded-for': '192.0.2.77' };
    const guess = async (user_code: string) => {
      const page = await person.open('/oauth/device');
      return person.submit(page, { user_code }, from);
    };
    const { user_code } = await started();
    for (let index = 0; index < 20; index += 1) {
      const page = await guess('BBBB-BBBB');
      expect([page.status, page.text.includes('There is no such code')]).toEqual([400, true]);
      // What is right does not count.
      if (index === 10) expect((await guess(user_code)).status).toBe(200);
    }
    const refused = await guess(user_code);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(refused.text).toContain('Too many wrong codes');
    expect((await confirmPage(user_code)).text).toContain('id="device-confirm"');
    await guess(user_code);
    expect(await auditOf('user_code.lock_out')).toMatchObject([{ targetId: '192.0.2.77' }]);
  });

  it('speaks Chinese where the person does, and keeps the code', async () => {
    const { user_code } = await started();
    const page = await person.open(`/oauth/device?ui_locales=zh&user_code=${user_code}`);
    expect(page.text).toContain('请输入您的设备上显示的代码');
    expect(page.text).toContain(`value="${user_code}"`);
    expect((await person.submit(page, { user_code })).text).toContain('这是您的设备吗？');
  });

  it.each([
    ['<script>alert(1)</script>', 'unknown'],
    ['', 'missing'],
  ])('escapes and refuses the code %j', async (user_code) => {
    const page = await confirmPage(user_code);
    expect(page.status).toBe(400);
    expect(page.text).not.toContain('<script');
    expect(page.text).toContain('id="device-problem"');
  });
});
