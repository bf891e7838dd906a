import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONSOLE_CLIENT_ID, OWN_CLIENTS_APP_ID } from '../../src/kernel/client-ids.js';
import { CALLBACK, CHALLENGE, VERIFIER } from '../harness/oauth-names.js';
import { startServer, type TestServer } from '../harness/server.js';
import { authorizeUrl, Browser, type PageResponse } from '../integration/oauth/browser.js';

const ASSETS = readdirSync(fileURLToPath(new URL('../../console/dist/assets', import.meta.url)));
const SCRIPT = ASSETS.find((name) => /^index-.*\.js$/.test(name)) ?? '';
const CLIENT_PATH = `/admin/apps/${OWN_CLIENTS_APP_ID}/oauth-clients/${CONSOLE_CLIENT_ID}`;

let server: TestServer;
let origin: string;

beforeAll(async () => {
  server = await startServer();
  origin = `http://localhost:${server.port}`;
});

afterAll(() => server?.stop());

function page(path = '/console'): Promise<Response> {
  return fetch(server.url(path));
}

describe('the page', () => {
  it('comes with a policy whose nonce no other request has', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await page();
        const policy = response.headers.get('content-security-policy') ?? '';
        const [, nonce = ''] = /script-src 'self' 'nonce-([\w-]{20,})'/.exec(policy) ?? [];
        expect(policy).toContain("default-src 'none'");
        expect(policy).toContain("frame-ancestors 'none'");
        expect(policy).not.toMatch(/unsafe|\*|data:(?!;)/);
        const html = await response.text();
        expect(html).toContain(`nonce="${nonce}"`);
        expect(html).not.toContain('__CSP_NONCE__');
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it.each(['/console', '/console/', '/console/keys/key_1', '/console/callback?code=x&state=y'])(
    'is kept by nobody, at %s',
    async (path) => {
      const response = await page(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    },
  );

  it('holds no secret, and nothing of what was asked for', async () => {
    const html = await (await page('/console/%22%3E%3Cscript%3E?q=%3Cscript%3Ealert(1)')).text();
    expect(html).not.toContain('alert(1)');
    const [, settings = ''] = /name="ostiary-settings" content="([^"]*)"/.exec(html) ?? [];
    expect(JSON.parse(settings.replaceAll('&quot;', '"'))).toEqual({
      publicUrl: origin,
      clientId: CONSOLE_CLIENT_ID,
      scope: expect.stringMatching(/^openid profile .*admin:\*$/) as string,
      keyPrefix: 'ost',
      signedTokenHeaders: expect.any(Array) as string[],
      hasSamples: true,
      ownAppId: expect.stringMatching(/^app_/) as string,
    });
  });

  it.each(['POST', 'PUT', 'DELETE'])('answers no %s', async (method) => {
    const { status, body } = await server.call(method, '/console');
    expect([status, body['code']]).toEqual([404, 'not_found']);
  });

  it.each(['..%2f.env', '%2e%2e%2fadmin', '%252e%252e/x', 'keys%00', 'keys%'])(
    'is not at a spelling that climbs or ends elsewhere: /console/%s',
    async (spelling) => {
      const { status, body } = await server.call('GET', `/console/${spelling}`);
      expect([status, body['code']]).toEqual([400, 'invalid_request']);
    },
  );

  it('says what to do where browsers would refuse a sign-in', async () => {
    const env = { OSTIARY_PUBLIC_URL: 'http://door.example' };
    const insecure = await startServer({ env });
    try {
      const { status, body } = await insecure.call('GET', '/console');
      expect(status).toBe(404);
      expect(body['detail']).toContain('OSTIARY_PUBLIC_URL');
      expect(body['detail']).toContain('http://door.example');
    } finally {
      await insecure.stop();
    }
  });
});

describe('its files', () => {
  it.each(['br', 'gzip'])('come compressed as %s and are kept for good', async (encoding) => {
    const response = await fetch(server.url(`/console/assets/${SCRIPT}`), {
      headers: { 'accept-encoding': encoding },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
    expect(await response.text()).toContain('import');
  });

  it.each(['missing.js', '', '..%2findex.html', '..%2f..%2fpackage.json'])(
    'are no others: %s',
    async (name) => {
      const { status, headers } = await server.call('GET', `/console/assets/${name}`);
      expect([403, 404]).toContain(status);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(headers.get('cache-control') ?? '').not.toContain('immutable');
    },
  );
});

/** What the console asks for when somebody signs in. */
function consoleUrl(parameters: Record<string, string> = {}): string {
  return authorizeUrl(CONSOLE_CLIENT_ID, {
    redirect_uri: `${origin}/console/callback`,
    scope: 'openid profile admin:*',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...parameters,
  });
}

async function signedIn(target: string): Promise<{ browser: Browser; page: PageResponse }> {
  const browser = new Browser({ url: origin });
  const login = await browser.open(target);
  expect(login.text).toContain('id="login"');
  const { adminUsername: username, adminPassword: password } = server;
  return { browser, page: await browser.submit(login, { username, password }) };
}

describe('signing in', () => {
  beforeAll(async () => {
    await page();
  });

  it('asks for no consent, and gives a token that administers', async () => {
    const { page: end } = await signedIn(consoleUrl());
    expect(end.url.pathname).toBe('/console/callback');
    const code = end.url.searchParams.get('code') ?? '';
    const form = {
      ...{ grant_type: 'authorization_code', code, client_id: CONSOLE_CLIENT_ID },
      ...{ redirect_uri: `${origin}/console/callback`, code_verifier: VERIFIER },
    };
    const answer = await fetch(`${origin}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${token}` };
    expect((await server.call('GET', '/admin/users', { headers })).status).toBe(200);
  });

  it('asks the next app for consent as any other, also with the same scopes', async () => {
    const { body: app } = await server.admin('POST', '/admin/apps', { name: 'Another' });
    const { body: client } = await server.admin('POST', `/admin/apps/${app['id']}/oauth-clients`, {
      ...{ client_name: 'Another console', kind: 'spa', redirect_uris: [CALLBACK] },
      ...{ scope: 'openid profile admin:*', resources: [origin] },
    });
    const { browser } = await signedIn(consoleUrl());
    const asked = await browser.open(
      authorizeUrl(String(client['client_id']), {
        ...{ scope: 'openid profile admin:*', resource: origin },
        ...{ code_challenge: CHALLENGE, code_challenge_method: 'S256' },
      }),
    );
    expect(asked.text).toContain('id="consent"');
  });

  it.each([
    'https://evil.example/console/callback',
    'http://localhost:1/console/callback',
    'ORIGIN/console/callback/../../api/weather',
    'ORIGIN/console/',
    'ORIGIN.evil.example/console/callback',
  ])('leads nowhere else: %s', async (forged) => {
    const browser = new Browser({ url: origin });
    const target = consoleUrl({ redirect_uri: forged.replace('ORIGIN', origin) });
    const refused = await browser.open(target);
    expect(refused.status).toBe(400);
    expect(refused.url.origin).toBe(origin);
    expect(refused.text).not.toContain('id="login"');
  });

  it('needs PKCE', async () => {
    const browser = new Browser({ url: origin });
    const target = authorizeUrl(CONSOLE_CLIENT_ID, {
      redirect_uri: `${origin}/console/callback`,
      scope: 'openid',
    });
    const refused = await browser.open(target);
    expect(refused.url.searchParams.get('error')).toBe('invalid_request');
  });

  it('answers prompt=none without a page', async () => {
    const stranger = await new Browser({ url: origin }).open(consoleUrl({ prompt: 'none' }));
    expect(stranger.url.searchParams.get('error')).toBe('login_required');
    const { browser } = await signedIn(consoleUrl());
    const known = await browser.open(consoleUrl({ prompt: 'none' }));
    expect(known.url.searchParams.get('code')).toMatch(/.{20,}/);
  });
});

describe('the client of the console', () => {
  const refusal = async (): Promise<PageResponse> => {
    const browser = new Browser({ url: origin });
    await page();
    return browser.open(consoleUrl());
  };

  it('stays disabled when an administrator has disabled it, whoever opens the page', async () => {
    expect((await server.admin('PATCH', CLIENT_PATH, { enabled: false })).status).toBe(200);
    const refused = await refusal();
    expect(refused.text).not.toContain('id="login"');
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect((await server.admin('PATCH', CLIENT_PATH, { enabled: true })).status).toBe(200);
    expect((await refusal()).text).toContain('id="login"');
  });

  it('is no client while its app is disabled', async () => {
    const app = `/admin/apps/${OWN_CLIENTS_APP_ID}`;
    expect((await server.admin('PATCH', app, { enabled: false })).status).toBe(200);
    expect((await refusal()).text).not.toContain('id="login"');
    expect((await server.admin('PATCH', app, { enabled: true })).status).toBe(200);
    expect((await refusal()).text).toContain('id="login"');
  });

  it('is there again after it was deleted, and is what it should be after it was changed', async () => {
    const changes = { redirect_uris: ['https://evil.example/callback'] };
    expect((await server.admin('PATCH', CLIENT_PATH, changes)).status).toBe(200);
    await page();
    const { body } = await server.admin('GET', CLIENT_PATH);
    expect(body['redirect_uris']).toEqual([`${origin}/console/callback`]);

    expect((await server.admin('DELETE', CLIENT_PATH)).status).toBe(204);
    expect((await refusal()).text).toContain('id="login"');
    expect((await server.admin('DELETE', `/admin/apps/${OWN_CLIENTS_APP_ID}`)).status).toBe(204);
    expect((await refusal()).text).toContain('id="login"');
  });
});
