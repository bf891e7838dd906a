import OpenIDConnectStrategy from 'passport-openidconnect';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { createApp, createOAuthClient, publicUrlOf } from './consumer.js';
import { CALLBACK_PATH, startPassportApp } from './passport-app.js';
import { type Page, Person } from './person.js';
import type { WebApp } from './web-app.js';

/** Who is signed in at the app. */
interface User {
  readonly issuer: string;
  readonly profile: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly idToken: string;
}

let server: TestServer;
let appId: string;
let app: WebApp;

beforeAll(async () => {
  server = await startServer();
  appId = await createApp(server);
});

afterAll(() => server?.stop());
afterEach(() => app?.stop());

type Options = OpenIDConnectStrategy.StrategyOptions;

async function startApp(overrides: Partial<Options> = {}): Promise<void> {
  const issuer = publicUrlOf(server);
  const strategyOf = async (origin: string) => {
    const registered = await createOAuthClient(server, appId, {
      redirect_uris: [origin + CALLBACK_PATH],
      post_logout_redirect_uris: [`${origin}/`],
      grant_types: ['authorization_code'],
      scope: 'openid profile',
    });
    const options = {
      issuer,
      authorizationURL: `${issuer}/oauth/authorize`,
      tokenURL: `${issuer}/oauth/token`,
      userInfoURL: `${issuer}/oauth/userinfo`,
      clientID: registered['client_id'] ?? '',
      clientSecret: registered['client_secret'] ?? '',
      callbackURL: origin + CALLBACK_PATH,
      scope: 'profile',
      ...overrides,
    };
    return new OpenIDConnectStrategy(options, (by, profile, context, idToken, done) =>
      done(null, { issuer: by, profile, context, idToken }),
    );
  };
  app = await startPassportApp(strategyOf, (user, origin) => {
    const url = new URL(`${issuer}/oauth/logout`);
    url.searchParams.set('id_token_hint', (user as User).idToken);
    url.searchParams.set('post_logout_redirect_uri', `${origin}/`);
    return url;
  });
}

const somebody = () => new Person(server.adminUsername, server.adminPassword);

function read<Body>({ html }: Page): Body {
  return JSON.parse(html) as Body;
}

describe('passport-openidconnect', () => {
  it('signs a person in by the code and the ID token', async () => {
    await startApp();
    const page = await somebody().open(`${app.origin}/login`);
    expect(page).toMatchObject({ status: 200, url: { href: `${app.origin}/` } });
    expect(read(page)).toMatchObject({
      issuer: publicUrlOf(server),
      profile: { id: expect.stringMatching(/^usr_/) },
    });
  });

  it('signs a person in with nonce, max_age and the profile from userinfo', async () => {
    await startApp({ nonce: true, maxAge: 3600, skipUserProfile: false });
    const page = await somebody().open(`${app.origin}/login`);
    expect(read(page)).toMatchObject({
      profile: { username: server.adminUsername },
      context: { timestamp: expect.any(String) },
    });
  });

  it('signs out at both, so that the next sign-in asks again', async () => {
    await startApp();
    const person = somebody();
    await person.open(`${app.origin}/login`);
    await person.open(`${app.origin}/login`);
    const out = await person.open(`${app.origin}/logout`);
    expect([out.url.href, read(out)]).toEqual([`${app.origin}/`, null]);
    await person.open(`${app.origin}/login`);
    expect(person.answered).toEqual(['login', 'consent', 'logout', 'login']);
  });

  it('reports invalid_client for a wrong secret', async () => {
    await startApp({ clientSecret: 'wrong' });
    const page = await somebody().open(`${app.origin}/login`);
    expect(read(page)).toMatchObject({ name: 'TokenError', code: 'invalid_client' });
  });

  it('takes no code that comes with the state of somebody else', async () => {
    await startApp();
    const page = await somebody().open(`${app.origin}${CALLBACK_PATH}?code=stolen&state=theirs`);
    expect(page.status).toBe(401);
    expect(read(page)).toEqual({ messages: ['Unable to verify authorization request state.'] });
  });
});
