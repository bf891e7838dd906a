import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { freePort, ROOT, startPinned, stop } from '../harness/processes.mjs';
import { insertKeys } from './credentials.mjs';

const AUDIENCE = 'https://items.example.com';
const KINDS = ['api_key', 'access_token', 'login_token', 'app_token', 'person_token'];
const MANY = { limit: 1_000_000_000, window_seconds: 3600 };

/**
 * The built server with throw-away data, one good credential of each kind, and everything switched on.
 *
 * @param upstreams path prefix → upstream of a protected API
 * @param keys how many more API keys to write into its database
 * @param rules how many route rules the first protected API has
 * @param environment further settings
 * @param core the processor cores it may use; by default the one for servers
 */
export async function startOstiary({ upstreams, keys = 0, rules = 0, environment = {}, core }) {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-bench-'));
  const password = randomBytes(18).toString('base64url');
  const start = () =>
    startPinned([process.execPath, join(ROOT, 'dist/main.js')], {
      core,
      port,
      path: '/readyz',
      cwd: directory,
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        OSTIARY_TRUSTED_PROXIES: '127.0.0.1',
        OSTIARY_ADMIN_USERNAME: 'bench',
        OSTIARY_ADMIN_PASSWORD: password,
        ...environment,
      },
    });
  let subject = await start();
  const firstBootMs = subject.bootMs;
  const filled = await fill(subject.url, password, upstreams, rules);
  let more = [];
  if (keys > 0) {
    await stop(subject);
    const database = new Sqlite(join(directory, 'data', 'ostiary.db'));
    more = insertKeys(database, filled.appId, keys);
    database.close();
    subject = await start();
  }
  subject.child.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return { ...subject, ...filled, password, keys: more, firstBootMs };
}

async function fill(url, password, upstreams, rules) {
  const { access_token: loginToken } = await post(url, '/login', { username: 'bench', password });
  const admin = (path, body) => post(url, `/admin${path}`, body, loginToken);
  const app = await admin('/apps', { name: 'bench' });
  for (const [prefix, upstream] of Object.entries(upstreams)) {
    const isFirst = prefix === Object.keys(upstreams)[0];
    await admin('/apis', {
      name: prefix.slice(1),
      path_prefix: prefix,
      upstream,
      accept: KINDS,
      rate_limit: MANY,
      upstream_options: { max_concurrent_requests: 2_000 },
      ...(isFirst ? { audience: AUDIENCE, routes: routeRules(rules) } : {}),
    });
  }
  const { key } = await admin(`/apps/${app.id}/api-keys`, {
    name: 'k',
    scopes: [],
    ip_allowlist: ['192.0.2.0/24', '127.0.0.0/8'],
  });
  const pair = await admin(`/apps/${app.id}/access-keys`, { name: 'p' });
  const client = await admin(`/apps/${app.id}/oauth-clients`, {
    client_name: 'bench',
    redirect_uris: [],
    grant_types: ['client_credentials'],
    token_endpoint_auth_method: 'client_secret_basic',
    introspection: 'any',
  });
  const tokenRequest = clientCredentials(client.client_id, client.client_secret, AUDIENCE);
  const answer = await fetch(`${url}/oauth/token`, { method: 'POST', ...tokenRequest });
  if (!answer.ok) throw new Error(`no access token: ${await answer.text()}`);
  const { access_token: accessToken } = await answer.json();
  return { appId: app.id, loginToken, accessToken, apiKey: key, pair, tokenRequest };
}

/** A request for an access token for one API. */
export function clientCredentials(id, secret, resource) {
  return {
    headers: {
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: `grant_type=client_credentials${resource ? `&resource=${encodeURIComponent(resource)}` : ''}`,
  };
}

/** Rules of the kinds that people write, and last the one that matches what the bench asks about. */
function routeRules(count) {
  if (count === 0) return [];
  const others = Array.from({ length: count - 1 }, (_, i) => ({
    methods: ['GET', 'POST'],
    path: i % 2 === 0 ? `/part${i}/{id}` : `/part${i}/**`,
    scopes: [],
  }));
  return [...others, { methods: ['GET'], path: '/{id}', scopes: [] }];
}

async function post(url, path, body, token) {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
