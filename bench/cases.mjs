import { askForTokens, signTokens } from './subjects/credentials.mjs';
import { FRESH, freshCredentials } from './harness/fresh.mjs';
import {
  startFastUpstream,
  startNginx204,
  startNginxLua,
  startNginxProxy,
} from './subjects/nginx.mjs';
import { clientCredentials, startOstiary } from './subjects/ostiary.mjs';
import * as peers from './subjects/peers.mjs';

/** What a proxy tells about the call that it asks about. */
export const ASKED = {
  'x-forwarded-for': '192.0.2.1',
  'x-forwarded-method': 'GET',
  'x-forwarded-proto': 'http',
  'x-forwarded-host': 'api.example.com',
  'x-forwarded-uri': '/items/1',
};
const bearer = (token) => ({ authorization: `Bearer ${token}` });

/** What is started once, and only when one of the chosen cases needs it. */
const SUBJECTS = {
  bare: peers.startBare,
  bareVerify: peers.startBareVerify,
  fastify: peers.startFastify,
  nest: peers.startNest,
  betterAuth: peers.startBetterAuth,
  oauth2Server: peers.startOauth2Server,
  oidcProvider: peers.startOidcProvider,
  flask: peers.startFlask,
  fastUpstream: startFastUpstream,
  nginx204: startNginx204,
  nginxLua: startNginxLua,
  nginxProxy: async (get) => startNginxProxy((await get('fastUpstream')).url),
  replyFrom: async (get) => peers.startReplyFrom((await get('fastUpstream')).url),
  ostiary: async (get) =>
    startOstiary({ upstreams: { '/items': (await get('fastUpstream')).url } }),
  ostiaryManyKeys: async (get, { keys }) =>
    startOstiary({ upstreams: { '/items': (await get('fastUpstream')).url }, keys }),
};

/** Gives the running subject of a name, started when first asked for. */
export function subjectStarter(options) {
  const running = new Map();
  const get = (name) => {
    if (!running.has(name)) running.set(name, SUBJECTS[name](get, options));
    return running.get(name);
  };
  return get;
}

const verify = (ostiary, headers, more) => ({
  url: `${ostiary.url}/verify`,
  headers: { ...headers, ...ASKED },
  ...more,
});

/** Names appear in results, floors and the chart. Each: its name, its subject, and the call. */
const CASES = [
  ['bare node:http', 'bare', ({ url }) => ({ url })],
  [
    'bare node:http, headers of /verify',
    'bareVerify',
    (it) => verify(it, { 'x-api-key': 'k'.repeat(58) }),
  ],
  ['Fastify', 'fastify', ({ url }) => ({ url })],
  ['Nest without a guard', 'nest', ({ url }) => ({ url })],
  [
    "Nest + AuthGuard('headerapikey')",
    'nest',
    ({ url, apiKey }) => ({ url: `${url}/guarded`, headers: { 'x-api-key': apiKey } }),
  ],
  [
    'better-auth, API key',
    'betterAuth',
    ({ url, apiKey }) => ({ url, headers: { 'x-api-key': apiKey } }),
  ],
  [
    'Flask + PyJWT under gunicorn',
    'flask',
    ({ url, token }) => ({ url: `${url}/verify`, headers: bearer(token) }),
  ],
  ['nginx, 204', 'nginx204', ({ url }) => ({ url })],
  ['nginx + Lua, API key', 'nginxLua', (lua) => verify(lua, { 'x-api-key': lua.apiKey })],
  ['nginx proxy_pass, 1 KB', 'nginxProxy', ({ url }) => ({ url: `${url}/items/1` })],
  ['@fastify/reply-from, 1 KB', 'replyFrom', ({ url }) => ({ url: `${url}/items/1` })],
  [
    '@node-oauth/oauth2-server, client_credentials',
    'oauth2Server',
    ({ url, client }) => ({ url, method: 'POST', ...clientCredentials(client.id, client.secret) }),
  ],
  [
    'oidc-provider, client_credentials',
    'oidcProvider',
    ({ url, client }) => ({
      url: `${url}/token`,
      method: 'POST',
      ...clientCredentials(client.id, client.secret, 'https://items.example.com'),
    }),
  ],
  ['Ostiary GET /livez, nothing decided', 'ostiary', ({ url }) => ({ url: `${url}/livez` })],
  ['Ostiary /verify, API key', 'ostiary', (it) => verify(it, { 'x-api-key': it.apiKey })],
  ['Ostiary /verify, access token', 'ostiary', (it) => verify(it, bearer(it.accessToken))],
  ['Ostiary /verify, login token', 'ostiary', (it) => verify(it, bearer(it.loginToken))],
  [
    'Ostiary /verify, app token never seen',
    'ostiary',
    (it) =>
      verify(
        it,
        { 'apihub-token': FRESH },
        { fresh: freshCredentials((count) => signTokens(it.pair, count), 50_000) },
      ),
  ],
  [
    'Ostiary /verify, access token never seen',
    'ostiary',
    (it) =>
      verify(it, bearer(FRESH), {
        fresh: freshCredentials((count) => askForTokens(it.url, it.tokenRequest, count), 8_000),
      }),
  ],
  [
    'Ostiary /verify, API key never seen',
    'ostiaryManyKeys',
    (it) =>
      verify(
        it,
        { 'x-api-key': FRESH },
        { fresh: freshCredentials((count) => it.keys.splice(0, count), 30_000) },
      ),
  ],
  [
    'Ostiary Nest route, API key',
    'ostiary',
    ({ url, apiKey }) => ({ url: `${url}/data`, headers: { 'x-api-key': apiKey } }),
  ],
  [
    'Ostiary gateway, API key, 1 KB',
    'ostiary',
    ({ url, apiKey }) => ({ url: `${url}/items/1`, headers: { 'x-api-key': apiKey } }),
  ],
  [
    'Ostiary client_credentials',
    'ostiary',
    ({ url, tokenRequest }) => ({ url: `${url}/oauth/token`, method: 'POST', ...tokenRequest }),
  ],
  [
    'Ostiary introspection, API key',
    'ostiary',
    ({ url, tokenRequest, apiKey }) => ({
      url: `${url}/oauth/introspect`,
      method: 'POST',
      headers: tokenRequest.headers,
      body: `token=${apiKey}`,
    }),
  ],
];

/** Bare `node:http` is the first. */
export const CASE_NAMES = CASES.map(([name]) => name);

/**
 * A case with its subject running: its name, the subject and the call.
 *
 * @param get see `subjectStarter`
 */
export async function startCase(get, name) {
  const [, subjectName, call] = CASES.find(([each]) => each === name);
  const subject = await get(subjectName);
  return { name, subject, ...call(subject) };
}
