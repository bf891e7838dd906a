import OAuth2Strategy from 'passport-oauth2';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { createApp, createOAuthClient, publicUrlOf } from './consumer.js';
import { CALLBACK_PATH, startPassportApp } from './passport-app.js';
import { type Page, Person } from './person.js';
import type { WebApp } from './web-app.js';

/** Who is signed in at the app. */
interface User {
  readonly profile: Readonly<Record<string, unknown>>;
  readonly accessToken: string;
  readonly refreshToken: string;
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

/** As the library's documentation has it: a subclass that knows where profiles are. */
class ServerStrategy extends OAuth2Strategy {
  constructor(...options: ConstructorParameters<typeof OAuth2Strategy>) {
    super(...options);
    this._oauth2.useAuthorizationHeaderforGET(true);
  }

  override userProfile(
    accessToken: string,
    done: (error: unknown, profile?: unknown) => void,
  ): void {
    this._oauth2.get(`${publicUrlOf(server)}/oauth/userinfo`, accessToken, (error, body) => {
      if (error === null) return done(null, JSON.parse(body));
      done(new OAuth2Strategy.InternalOAuthError('Failed to fetch user profile', error));
    });
  }
}

async function startApp(overrides: { readonly clientSecret?: string } = {}): Promise<void> {
  const strategyOf = async (origin: string) => {
    const registered = await createOAuthClient(server, appId, {
      redirect_uris: [origin + CALLBACK_PATH],
      post_logout_redirect_uris: [`${origin}/`],
      grant_types: ['authorization_code', 'refresh_token'],
      scope: 'openid profile',
      require_pkce: true,
    });
    return new ServerStrategy(
      {
        authorizationURL: `${publicUrlOf(server)}/oauth/authorize`,
        tokenURL: `${publicUrlOf(server)}/oauth/token`,
        clientID: registered['client_id'] ?? '',
        clientSecret: registered['client_secret'] ?? '',
        callbackURL: origin + CALLBACK_PATH,
        scope: ['openid', 'profile'],
        state: true,
        pkce: true,
        ...overrides,
      },
      (accessToken, refreshToken, { id_token: idToken }, profile, done) =>
        done(null, { accessToken, refreshToken, idToken, profile }),
    );
  };
  app = await startPassportApp(strategyOf, (user, origin) => {
    const url = new URL(`${publicUrlOf(server)}/oauth/logout`);
    url.searchParams.set('id_token_hint', (user as User).idToken);
    url.searchParams.set('post_logout_redirect_uri', `${origin}/`);
    return url;
  });
}

const somebody = () => new Person(server.adminUsername, server.adminPassword);

function read<Body>({ html }: Page): Body {
  return JSON.parse(html) as Body;
}

describe('passport-oauth2', () => {
  it('signs a person in by code, PKCE and state, with the profile from userinfo', async () => {
    await startApp();
    const person = somebody();
    const page = await person.open(`${app.origin}/login`);
    expect(page).toMatchObject({ status: 200, url: { href: `${app.origin}/` } });
    expect(read<User>(page)).toMatchObject({
      profile: {
        sub: expect.stringMatching(/^usr_/),
        preferred_username: server.adminUsername,
      },
      refreshToken: expect.any(String),
    });
    expect(person.answered).toEqual(['login', 'consent']);
  });

  it('signs in again without a question, and after the logout with one', async () => {
    await startApp();
    const person = somebody();
    await person.open(`${app.origin}/login`);
    const again = await person.open(`${app.origin}/login`);
    expect(read<User>(again).profile['preferred_username']).toBe(server.adminUsername);
    expect(person.answered).toEqual(['login', 'consent']);

    const out = await person.open(`${app.origin}/logout`);
    expect(out.url.href).toBe(`${app.origin}/`);
    expect(read(out)).toBeNull();
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
    expect(read(page)).toEqual({
      messages: ['Unable to verify authorization request state.'],
    });
  });
});
