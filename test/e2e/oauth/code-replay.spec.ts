import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Person } from '../../clients/person.js';
import { withDatabase } from '../../harness/state.js';
import { type Ask, World } from '../../harness/world.js';

const CALLBACK = 'https://client.example/callback';
const HARBOUR = 'https://harbour.example';
const SCOPE = 'openid offline_access ships:read';

/** What a stolen code, or a stolen refresh token, is worth once its owner has used it. */
describe('what was given for a code', () => {
  let world: World;
  let client: { client_id: string; client_secret: string };
  let person: Person;

  beforeAll(async () => {
    world = await World.open();
    await world.createApi('/harbour', {
      audience: HARBOUR,
      scopes: [{ name: 'ships:read', description: 'See ships' }],
      accept: ['access_token'],
      routes: [{ methods: ['GET'], path: '/*', scopes: ['ships:read'] }],
    });
    client = await world.create(`/admin/apps/${world.appId}/oauth-clients`, {
      client_name: 'Web',
      redirect_uris: [CALLBACK],
      scope: SCOPE,
    });
    const { password } = await world.createUser('sailor');
    person = new Person('sailor', password);
  });
  afterAll(() => world.close());

  const authorize = async (scope = SCOPE): Promise<string> => {
    const url = new URL('/oauth/authorize', world.publicUrl);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: client.client_id,
      redirect_uri: CALLBACK,
      scope,
      prompt: 'consent',
    }).toString();
    return (await person.visit(url)).searchParams.get('code') ?? '';
  };
  const token = async (form: Record<string, string>) => {
    const response = await fetch(world.server.url('/oauth/token'), {
      method: 'POST',
      body: new URLSearchParams({
        client_id: client.client_id,
        client_secret: client.client_secret,
        ...form,
      }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const exchange = (code: string) =>
    token({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK });
  const refresh = (refreshToken = '') =>
    token({ grant_type: 'refresh_token', refresh_token: refreshToken });
  const at = (accessToken: string | undefined, target: string): Ask => ({
    target,
    headers: [`Authorization: Bearer ${accessToken ?? ''}`],
  });
  const auditOf = (reason: string): unknown[] =>
    withDatabase(world.server, (connection) =>
      connection
        .prepare(`SELECT * FROM audit_events WHERE action = 'oauth_grant.revoke' AND detail LIKE ?`)
        .all(`%${reason}%`),
    );

  it.each([
    ['the gateway', SCOPE, '/harbour/x'],
    ['the decorators', 'openid offline_access', '/v1/user'],
  ])(
    'is refused on the next call at %s when the code comes again',
    async (_door, scope, target) => {
      const code = await authorize(scope);
      const { body } = await exchange(code);
      const refreshed = await refresh(body['refresh_token']);
      expect([refreshed.status, refreshed.body['error_description']]).toEqual([200, undefined]);
      const tokens = [body['access_token'], refreshed.body['access_token']];
      // Twice, so that the verdict is remembered.
      for (const each of [...tokens, ...tokens]) await world.allows(at(each, target));
      const before = auditOf('code_reuse').length;

      expect((await exchange(code)).body['error']).toBe('invalid_grant');

      for (const each of tokens) {
        await world.refuses(at(each, target), { status: 401, code: 'token_revoked' });
      }
      expect((await refresh(refreshed.body['refresh_token'])).body['error']).toBe('invalid_grant');
      await expect.poll(() => auditOf('code_reuse').length).toBe(before + 1);
    },
  );

  it('is in no file of the server in clear: code, tokens, nor the answer that is kept for a retry', async () => {
    const code = await authorize();
    const first = await exchange(code);
    const second = await refresh(first.body['refresh_token']);
    expect((await refresh(first.body['refresh_token'])).body).toEqual(second.body);
    const secrets = [code, ...[first, second].flatMap(({ body }) => Object.values(body))].filter(
      (text) => String(text).length >= 40,
    );
    expect(secrets.length).toBeGreaterThanOrEqual(7);
    const directory = join(world.server.directory, 'data');
    const files = readdirSync(directory).filter((name) => name.startsWith('ostiary.db'));
    expect(files.length).toBeGreaterThanOrEqual(1);
    for (const file of files) {
      const bytes = readFileSync(join(directory, file));
      for (const secret of secrets) expect(bytes.includes(String(secret))).toBe(false);
    }
    for (const secret of secrets) expect(world.server.output()).not.toContain(secret);
  });
});
