import { beforeAll, describe, expect, it } from 'vitest';
import { withDatabase } from '../../harness/state.js';
import { type Client, expectError } from './oauth-parties.js';
import { parties, world } from './oauth-world.js';

let web: Client;

beforeAll(async () => {
  web = await parties.register();
});

const scopesOf = (scope: unknown): string[] => String(scope).split(' ').sort();

/** As if every refresh token of a client had been used so much longer ago. */
function moveUse({ id }: Client, seconds: number): void {
  const statement =
    "UPDATE oauth_records SET consumed_at = consumed_at - ? WHERE model = 'RefreshToken' AND client_id = ?";
  withDatabase(
    world.server,
    (connection) => connection.prepare(statement).run(seconds * 1000, id),
    { readonly: false },
  );
}

describe('a refresh token', () => {
  it('OA17: gives no scope that was not granted, and still works', async () => {
    const { refresh_token: token } = await parties.tokens(web, { scope: 'openid read' });
    for (const scope of ['openid read profile', 'profile', 'admin:*', 'openid read openid2']) {
      const answer = await world.unchanged(() => parties.refresh(web, token, { scope }));
      expectError(answer, 400, 'invalid_scope');
    }
    expect((await parties.refresh(web, token)).status).toBe(200);
  });

  it('OA18: may be used for less, and then for all that was granted again', async () => {
    const { refresh_token: token } = await parties.tokens(web, { scope: 'openid read' });
    const less = await parties.refresh(web, token, { scope: 'read' });
    expect(scopesOf(less.body['scope'])).toEqual(['read']);
    const all = await parties.refresh(web, less.body['refresh_token']);
    expect(scopesOf(all.body['scope'])).toEqual(['openid', 'read']);
    const more = { scope: 'openid read profile' };
    const refused = await parties.refresh(web, all.body['refresh_token'], more);
    expectError(refused, 400, 'invalid_scope');
  });

  it('OA19: of one client is nothing to another, and still good for its own', async () => {
    const other = await parties.register();
    const { refresh_token: token } = await parties.tokens(web);
    const steal = () => world.unchanged(() => parties.refresh(other, token));
    expectError(await steal(), 400, 'invalid_grant');
    const next = await parties.refresh(web, token);
    expect(next.status).toBe(200);
    // Nor is it told what the owner of the token was told a moment ago.
    expectError(await steal(), 400, 'invalid_grant');
    expect((await parties.refresh(web, next.body['refresh_token'])).status).toBe(200);
  });

  it('OA20: that was used ends its family, and one audit event says so', async () => {
    const client = await parties.register();
    const first = await parties.tokens(client);
    const second = (await parties.refresh(client, first['refresh_token'])).body;
    const third = (await parties.refresh(client, second['refresh_token'])).body;
    expect(await parties.callWith(third['access_token'])).toBe('200');
    moveUse(client, 12);
    expectError(await parties.refresh(client, first['refresh_token']), 400, 'invalid_grant');
    for (const { access_token: accessToken } of [first, second, third]) {
      expect(await parties.callWith(accessToken)).toBe('401 token_revoked');
    }
    expect(await parties.isActive(client, third['refresh_token'])).toBe(false);
    expectError(await parties.refresh(client, third['refresh_token']), 400, 'invalid_grant');
    for (const model of ['Grant', 'AccessToken', 'RefreshToken']) {
      expect([model, parties.count(model, client)]).toEqual([model, 0]);
    }
    await expect.poll(() => auditOf(client)).toHaveLength(1);
    const [event] = auditOf(client);
    expect(event).toMatchObject({ actor_kind: 'system', client_address: '127.0.0.1' });
    expect(event?.request_id).toMatch(/^req_/);
    expect(event?.detail).not.toContain(String(first['refresh_token']));
  });

  it('OA21: has one successor, and every answer of twenty at once is that one', async () => {
    const client = await parties.register();
    const { refresh_token: token } = await parties.tokens(client);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => parties.refresh(client, token)),
    );
    const good = answers.filter(({ status }) => status === 200);
    expect(new Set(good.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    for (const answer of answers)
      if (answer.status !== 200) expectError(answer, 400, 'invalid_grant');
    expect(parties.count('RefreshToken', client)).toBe(2);
  });
});

interface AuditRow {
  readonly actor_kind: string;
  readonly client_address: string;
  readonly request_id: string;
  readonly detail: string;
}

function auditOf({ id }: Client): AuditRow[] {
  return withDatabase(world.server, (connection) =>
    connection
      .prepare("SELECT * FROM audit_events WHERE action = 'oauth_grant.revoke' AND detail LIKE ?")
      .all(`%"refresh_reuse"%${id}%`),
  ) as AuditRow[];
}
