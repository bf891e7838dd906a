import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '../../harness/postgres.js';
import { authorize, authorizeUrl, Browser } from './browser.js';
import {
  basic,
  bootOAuthApp,
  CALLBACK,
  type OAuthServer,
  post,
  startOAuthServer,
} from './oauth-server.js';

const ROUNDS = 5;

/** What happens when requests of the same client meet in two instances on one database. */
describe('two instances on one Postgres', () => {
  let postgres: PostgresServer;
  let server: OAuthServer;
  let second: Awaited<ReturnType<typeof bootOAuthApp>>;
  let client: { id: string; secret: string };
  let browser: Browser;

  beforeAll(async () => {
    postgres = await startPostgres();
    const shared = {
      DATABASE_URL: postgres.url,
      OSTIARY_MASTER_KEY: randomBytes(32).toString('base64'),
    };
    server = await startOAuthServer(shared);
    second = await bootOAuthApp({ ...shared, OSTIARY_PUBLIC_URL: server.url });
    client = await server.register();
    browser = new Browser(server);
  });
  afterAll(async () => {
    await second.app.close();
    await server.close();
    await postgres.stop();
  });

  /** Twenty equal requests at once, in turn to both instances. */
  const race = (form: Record<string, string>) => {
    const urls = [server.url, `http://127.0.0.1:${second.port}`];
    return Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        post({ url: urls[index % 2] ?? '' }, '/oauth/token', form, basic(client.id, client.secret)),
      ),
    );
  };
  const codeForm = async () => {
    const end = await authorize(server, authorizeUrl(client.id), browser);
    const code = end.searchParams.get('code') ?? '';
    return { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
  };
  const good = (answers: Awaited<ReturnType<typeof race>>) => {
    const refused = answers.filter(({ status }) => status !== 200);
    for (const { status, body } of refused) {
      expect([status, body['error']]).toEqual([400, 'invalid_grant']);
    }
    return answers.filter(({ status }) => status === 200);
  };

  it('give the tokens of a code exactly once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      expect(good(await race(await codeForm()))).toHaveLength(1);
    }
  });

  it('give a refresh token exactly one successor', async () => {
    const first = await post(
      server,
      '/oauth/token',
      await codeForm(),
      basic(client.id, client.secret),
    );
    let refreshToken = String(first.body['refresh_token']);
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = good(
        await race({ grant_type: 'refresh_token', refresh_token: refreshToken }),
      );
      const successors = new Set(answers.map(({ body }) => String(body['refresh_token'])));
      expect(successors.size).toBe(1);
      [refreshToken = ''] = successors;
    }
  });

  it('sign with the same key and know each other’s tokens', async () => {
    const jwks = async (url: string) => (await fetch(`${url}/oauth/jwks`)).text();
    expect(await jwks(`http://127.0.0.1:${second.port}`)).toBe(await jwks(server.url));
    const { body } = await post(
      server,
      '/oauth/token',
      await codeForm(),
      basic(client.id, client.secret),
    );
    const elsewhere = { url: `http://127.0.0.1:${second.port}` };
    const token = { token: String(body['access_token']) };
    const introspect = () =>
      post(elsewhere, '/oauth/introspect', token, basic(client.id, client.secret));
    expect((await introspect()).body).toMatchObject({ active: true, iss: server.url });
    await post(server, '/oauth/revoke', token, basic(client.id, client.secret));
    expect((await introspect()).body).toEqual({ active: false });
  });
});
