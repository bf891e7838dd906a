import { createHash, randomBytes } from 'node:crypto';
import { createApp, createOAuthClient } from '../../clients/consumer.js';
import { Person } from '../../clients/person.js';
import { type JsonAnswer, startServer, type TestServer } from '../../harness/server.js';

export const PASSWORD = 'seven green boats sail';
export const CALLBACK = 'https://client.example/callback';

/** Somebody with an account, signed in by `POST /login`. */
export interface Owner {
  readonly id: string;
  readonly username: string;
  readonly refreshToken: string;
  call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<JsonAnswer<Body>>;
}

let people = 0;

export async function startAccounts(): Promise<TestServer> {
  return startServer({ samples: false });
}

/** A new user, signed in. */
export async function newOwner(
  server: TestServer,
  members: Record<string, unknown> = {},
): Promise<Owner> {
  const username = `person-${(people += 1)}`;
  const user = { username, password: PASSWORD, ...members };
  const { status, body } = await server.admin('POST', '/admin/users', user);
  if (status !== 201) throw new Error(`no user: ${JSON.stringify(body)}`);
  return signIn(server, String(body['id']), username);
}

/** Another sign-in of the same user. */
export async function signIn(
  server: TestServer,
  id: string,
  username: string,
  password = PASSWORD,
): Promise<Owner> {
  const login = await server.call('POST', '/login', {
    headers: { 'user-agent': 'curl/8.5 (e2e)' },
    body: { username, password },
  });
  if (login.status !== 200) throw new Error(`no login: ${JSON.stringify(login.body)}`);
  const headers = { authorization: `Bearer ${String(login.body['access_token'])}` };
  return {
    id,
    username,
    refreshToken: String(login.body['refresh_token']),
    call: (method, path, body) => server.call(method, path, { headers, body }),
  };
}

/** An app of that owner. */
export async function ownApp(owner: Owner): Promise<string> {
  const { status, body } = await owner.call('POST', '/account/apps', { name: 'Workshop' });
  if (status !== 201) throw new Error(`no app: ${JSON.stringify(body)}`);
  return String(body['id']);
}

export interface Consented {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** The browser, still signed in. */
  readonly person: Person;
}

/** Lets a client of the administration act for a user, by sign-in and consent. */
export async function allowClient(
  server: TestServer,
  username: string,
  scope: string,
  registered: { readonly client_id: string; readonly client_secret: string } | null = null,
  person = new Person(username, PASSWORD),
): Promise<Consented> {
  const client =
    registered ??
    (await createOAuthClient(server, await createApp(server, 'Let in'), {
      client_name: 'Tide tables',
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [CALLBACK],
      scope: `openid profile offline_access ${scope}`,
    }));
  const { client_id: clientId = '', client_secret: clientSecret = '' } = client;
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: CALLBACK,
    scope,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    // Access while away is granted only where the person is asked (OpenID Connect Core §11).
    ...(scope.includes('offline_access') ? { prompt: 'consent' } : {}),
  });
  const end = await person.visit(new URL(`${server.url('/oauth/authorize')}?${query}`));
  const response = await fetch(server.url('/oauth/token'), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: end.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
      code_verifier: verifier,
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  const tokens = (await response.json()) as Record<string, string>;
  if (response.status !== 200) throw new Error(`no token: ${JSON.stringify(tokens)}`);
  return {
    clientId,
    clientSecret,
    accessToken: tokens['access_token'] ?? '',
    refreshToken: tokens['refresh_token'] ?? '',
    person,
  };
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

/** What a refusal says apart from what differs from request to request. */
export function saidBy({
  status,
  body,
}: JsonAnswer<Record<string, unknown>>): Record<string, unknown> {
  const { request_id: _id, instance: _instance, ...rest } = body;
  return { status, ...rest };
}

/** `allowed`, or the code of the refusal. */
export async function verdictOn(server: TestServer, token: string): Promise<unknown> {
  const { status, body } = await server.call('GET', '/credential', { headers: bearer(token) });
  return status === 200 ? 'allowed' : body['code'];
}

/** The status that a client gets for its refresh token. */
export async function refreshStatus(server: TestServer, app: Consented): Promise<number> {
  const { status } = await fetch(server.url('/oauth/token'), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: app.refreshToken,
      client_id: app.clientId,
      client_secret: app.clientSecret,
    }),
  });
  return status;
}
