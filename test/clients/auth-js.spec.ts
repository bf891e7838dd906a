import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Auth, type AuthConfig } from '@auth/core';
import { CallbackRouteError } from '@auth/core/errors';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { createApp, createOAuthClient, createUser, publicUrlOf, type Created } from './consumer.js';
import { type Page, Person } from './person.js';
import { startWebApp, type WebApp } from './web-app.js';

type Settings = Omit<AuthConfig, 'providers' | 'raw'> & {
  readonly clientSecret?: string;
  readonly checks?: ('pkce' | 'state' | 'nonce')[];
};

const CLAIMS = { name: 'Ada Lovelace', email: 'ada@example.com' };

let server: TestServer;
let appId: string;
let ada: Awaited<ReturnType<typeof createUser>>;
let app: WebApp;
let registered: Created;
let reported: Error[];

beforeAll(async () => {
  server = await startServer();
  appId = await createApp(server);
  ada = await createUser(server, 'ada', CLAIMS);
});

afterAll(() => server?.stop());
afterEach(() => app?.stop());

/** An app that leaves everything under `/auth` to the library, and knows the server by its issuer alone. */
async function startApp({ clientSecret, checks, ...settings }: Settings = {}): Promise<void> {
  reported = [];
  app = await startWebApp(async (origin) => {
    registered = await createOAuthClient(server, appId, {
      redirect_uris: [`${origin}/auth/callback/ostiary`],
      grant_types: ['authorization_code', 'refresh_token'],
      require_pkce: true,
    });
    const config: Omit<AuthConfig, 'raw'> = {
      basePath: '/auth',
      trustHost: true,
      secret: randomBytes(32).toString('base64'),
      logger: { error: (error) => reported.push(error), warn: () => undefined },
      providers: [
        {
          id: 'ostiary',
          name: 'Ostiary',
          type: 'oidc',
          issuer: publicUrlOf(server),
          clientId: registered['client_id'] ?? '',
          clientSecret: clientSecret ?? registered['client_secret'] ?? '',

          ...(checks === undefined ? {} : { checks }),
        },
      ],
      ...settings,
    };
    return (request, response) => {
      void (async () => {
        const answer = await Auth(await webRequest(request, origin), config);
        response.statusCode = answer.status;
        response.setHeaders(answer.headers);
        response.end(await answer.text());
      })();
    };
  });
}

async function webRequest(request: IncomingMessage, origin: string): Promise<Request> {
  const { method = 'GET', headers, url = '/' } = request;
  return new Request(new URL(url, origin), {
    method,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]),
    ...(method === 'POST' ? { body: await text(request) } : {}),
  });
}

const somebody = () => new Person(ada.username, ada.password);

/** What the buttons of the library's own pages send. */
async function press(person: Person, action: 'signin/ostiary' | 'signout'): Promise<Page> {
  const { csrfToken } = read<{ csrfToken: string }>(await person.open(`${app.origin}/auth/csrf`));
  const form = { csrfToken, callbackUrl: `${app.origin}/auth/session` };
  return person.open(`${app.origin}/auth/${action}`, form);
}

function read<Body>({ html }: Page): Body {
  return JSON.parse(html) as Body;
}

describe('@auth/core', () => {
  it.each([
    ['its own checks', undefined],
    ['PKCE, state and nonce', ['pkce', 'state', 'nonce'] as ('pkce' | 'state' | 'nonce')[]],
  ])('signs a person in by discovery with %s', async (_name, checks) => {
    await startApp(checks === undefined ? {} : { checks });
    const session = await press(somebody(), 'signin/ostiary');
    expect(reported).toEqual([]);
    expect(session.url.href).toBe(`${app.origin}/auth/session`);
    expect(read(session)).toEqual({ user: CLAIMS, expires: expect.any(String) });
  });

  it('ends its session at the sign-out', async () => {
    await startApp();
    const person = somebody();
    await press(person, 'signin/ostiary');
    expect(read(await press(person, 'signout'))).toBeNull();
  });

  it('refreshes the tokens of a session, as its guide has it', async () => {
    const seen: unknown[] = [];
    await startApp({
      callbacks: {
        async jwt({ token, account }) {
          if (account) return { ...token, refresh_token: account.refresh_token };
          const response = await fetch(`${publicUrlOf(server)}/oauth/token`, {
            method: 'POST',
            body: new URLSearchParams({
              client_id: registered['client_id'] ?? '',
              client_secret: registered['client_secret'] ?? '',
              grant_type: 'refresh_token',
              refresh_token: String(token['refresh_token']),
            }),
          });
          const fresh = (await response.json()) as Record<string, unknown>;
          seen.push(response.status, token['refresh_token']);
          return { ...token, refresh_token: fresh['refresh_token'] };
        },
      },
    });
    const person = somebody();
    await press(person, 'signin/ostiary');
    await person.open(`${app.origin}/auth/session`);
    expect(seen).toEqual([200, expect.any(String), 200, expect.any(String)]);
    expect(seen[1]).not.toBe(seen[3]);
  });

  it('reports invalid_client for a wrong secret', async () => {
    await startApp({ clientSecret: 'wrong' });
    const page = await press(somebody(), 'signin/ostiary');
    expect(page.url.searchParams.get('error')).toBe('Configuration');
    expect(reported[0]).toBeInstanceOf(CallbackRouteError);
    expect(reported[0]?.cause).toMatchObject({
      0: { scheme: 'basic', parameters: { error: 'invalid_client' } },
      err: { status: 401 },
    });
  });

  it('takes no code that comes with the state of somebody else', async () => {
    await startApp({ checks: ['pkce', 'state'] });
    const iss = encodeURIComponent(publicUrlOf(server));
    const stolen = `${app.origin}/auth/callback/ostiary?code=stolen&state=theirs&iss=${iss}`;
    const page = await somebody().open(stolen);
    expect(page.url.searchParams.get('error')).toBe('Configuration');
    expect(reported[0]).toMatchObject({ name: 'InvalidCheck' });
  });
});
