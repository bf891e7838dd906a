import { beforeAll, describe, expect, it } from 'vitest';
import { CALLBACK, CHALLENGE } from '../../harness/oauth-names.js';
import { authorizeUrl, Browser, type PageResponse } from '../../integration/oauth/browser.js';
import { type Client, type Parameters, PKCE } from './oauth-parties.js';
import { parties, world } from './oauth-world.js';

const SECOND = 'https://client.example/second';
const UNKNOWN = 'cli_01m7w5bh65d6ayry0hpa8rae94';

let web: Client;
let spa: Client;

beforeAll(async () => {
  web = await parties.register({ redirect_uris: [CALLBACK, SECOND] });
  spa = await parties.register({ token_endpoint_auth_method: 'none' });
});

/** Asserts that nobody is sent anywhere, and nothing is written. */
async function refusesByPage(target: string, text: string): Promise<void> {
  const page = await world.unchanged(() => new Browser(parties.place).open(target));
  expect([page.status, page.headers.get('location')]).toEqual([400, null]);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.text).toContain(text);
}

/** Asserts that the client is told so, together with state and issuer, and nothing is written. */
async function refusesByRedirect(target: string, error: string): Promise<void> {
  const { url } = await world.unchanged(() => new Browser(parties.place).open(target));
  expectErrorAt(url, error);
}

function expectErrorAt(url: URL, error: string): void {
  expect(`${url.origin}${url.pathname}`).toBe(CALLBACK);
  const answer = new URLSearchParams(url.hash.slice(1) || url.search);
  expect([answer.get('error'), answer.get('iss')]).toEqual([error, world.publicUrl]);
  expect(answer.has('code')).toBe(false);
}

function isLogin(page: PageResponse): boolean {
  return page.status === 200 && page.text.includes('id="login"');
}

describe('an authorization request', () => {
  it.each([
    `${CALLBACK}/`,
    'https://client.example/Callback',
    'https://CLIENT.example/callback',
    'HTTPS://client.example/callback',
    'https://client.example:8443/callback',
    'https://client.example:443/callback',
    `${CALLBACK}?next=1`,
    `${CALLBACK}?`,
    `${CALLBACK}#f`,
    'https://client.example/%2e/callback',
    'https://client.example/x/../callback',
    'https://client.example\\callback',
    'https://client.example/callback\\@evil.example',
    'http://client.example/callback',
    'http://127.0.0.1:9@evil.example/',
    'https://client.example@evil.example/callback',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://client.example/call',
    'https://client.example/secon',
    `${SECOND}/more`,
    '//client.example/callback',
    '/callback',
    '',
  ])('OA01: to the unregistered address %j goes nowhere', async (redirectUri) => {
    const target = authorizeUrl(web.id, { redirect_uri: redirectUri });
    await refusesByPage(target, redirectUri === '' ? 'invalid_re' : 'invalid_redirect_uri');
  });

  it('OA02: with two redirect URIs never goes to the second', async () => {
    const doubled = (client: Client, second: string) =>
      `${authorizeUrl(client.id)}&redirect_uri=${encodeURIComponent(second)}`;
    for (const second of ['https://evil.example/', SECOND]) {
      for (const client of [web, spa]) {
        await refusesByPage(doubled(client, second), 'invalid_request');
      }
    }
  });

  it.each(['cli_unknown', UNKNOWN, '__proto__', 'constructor', "' OR 1=1--", 'x'.repeat(4000), ''])(
    'OA03: of the unknown client %j goes nowhere',
    async (id) => {
      await refusesByPage(authorizeUrl(id), id === '' ? 'invalid_request' : 'invalid_client');
    },
  );

  it('OA03: of a disabled client, app or owner goes nowhere, nor does it say which', async () => {
    const { id: owner_id } = await world.createUser('client-owner');
    const appId = await world.createApp({ owner_id });
    const path = `/admin/apps/${appId}/oauth-clients`;
    const { client_id: id } = await world.create<{ client_id: string }>(path, {
      client_name: 'Off and on',
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code'],
      scope: 'read',
      require_pkce: false,
    });
    const unknown = await parties.open(UNKNOWN, { scope: 'read' });
    const withoutId = (text: string): string => text.replace(/req_\w+/g, '');
    for (const place of [`${path}/${id}`, `/admin/apps/${appId}`, `/admin/users/${owner_id}`]) {
      await world.change('PATCH', place, { enabled: false });
      const target = authorizeUrl(id, { scope: 'read' });
      const page = await world.unchanged(() => new Browser(parties.place).open(target));
      expect(page.status).toBe(400);
      expect(withoutId(page.text).replaceAll(id, UNKNOWN)).toBe(withoutId(unknown.text));
      await world.change('PATCH', place, { enabled: true });
      expect(isLogin(await parties.open(id, { scope: 'read' }))).toBe(true);
    }
  });

  it.each(['state', 'scope', 'response_type', 'code_challenge', 'code_challenge_method', 'nonce'])(
    'OA04: with two parameters %s is refused',
    async (name) => {
      const first = { ...PKCE, [name]: 'a' };
      await refusesByRedirect(`${authorizeUrl(spa.id, first)}&${name}=b`, 'invalid_request');
    },
  );

  it('OA04: with two client ids is refused, whosever they are', async () => {
    for (const second of [web.id, spa.id]) {
      await refusesByPage(`${authorizeUrl(web.id)}&client_id=${second}`, 'invalid_request');
    }
  });

  it.each(['token', 'id_token', 'code id_token', 'code token', 'none', 'CODE'])(
    'OA05: for the response type %j is refused',
    async (responseType) => {
      const target = authorizeUrl(spa.id, { ...PKCE, response_type: responseType });
      await refusesByRedirect(target, 'unsupported_response_type');
    },
  );

  it.each(['fragment', 'web_message', 'okta_post_message'])(
    'OA05: with the response mode %s is refused: a code does not belong where scripts read',
    async (mode) => {
      const target = authorizeUrl(spa.id, { ...PKCE, response_mode: mode });
      await refusesByRedirect(
        target,
        mode === 'fragment' ? 'invalid_request' : 'unsupported_response_mode',
      );
    },
  );

  it('OA06: without a code challenge is refused for public clients, and for those registered so', async () => {
    const careful = await parties.register({ require_pkce: true });
    for (const { id } of [spa, careful])
      await refusesByRedirect(authorizeUrl(id), 'invalid_request');
    // Contract §4: a confidential client may be registered without PKCE.
    expect(isLogin(await parties.open(web.id))).toBe(true);
    expect(isLogin(await parties.open(spa.id, PKCE))).toBe(true);
  });

  it.each<[string, Parameters]>([
    ['OA07: with the method plain', { ...PKCE, code_challenge_method: 'plain' }],
    ['OA07: with a method in another case', { ...PKCE, code_challenge_method: 's256' }],
    ['OA07: without a method', { code_challenge: CHALLENGE }],
    ['OA07: with a method alone', { code_challenge_method: 'S256' }],
    ['OA08: with a challenge of 42 characters', { ...PKCE, code_challenge: CHALLENGE.slice(1) }],
    ['OA08: with a challenge of 129', { ...PKCE, code_challenge: 'x'.repeat(129) }],
    ['OA08: with a challenge that has a +', { ...PKCE, code_challenge: `${CHALLENGE.slice(1)}+` }],
    ['OA08: with a challenge that has padding', { ...PKCE, code_challenge: `${CHALLENGE}=` }],
  ])('%s is refused, for every client', async (_row, parameters) => {
    for (const { id } of [spa, web]) {
      await refusesByRedirect(authorizeUrl(id, parameters), 'invalid_request');
    }
  });

  it('OA34: for one scope of 12 kB, or for 2 000 of them, is refused', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => `s${index}`).join(' ');
    for (const scope of ['x'.repeat(12_000), many]) {
      await refusesByRedirect(authorizeUrl(web.id, { scope }), 'invalid_scope');
    }
  });
});
