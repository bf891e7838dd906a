import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OAuthClientSecret } from '../../../src/modules/oauth-clients/oauth-client-secret.entity.js';
import { openTokens, type Tokens } from './fixture.js';

const NO_END = { expiresAt: null, overlapSeconds: null };

describe('OAuthClientsService', () => {
  let tokens: Tokens;

  beforeEach(async () => {
    tokens = await openTokens();
  });
  afterEach(() => tokens.close());

  const web = {
    client_name: 'Shop front',
    redirect_uris: ['https://shop.example/callback'],
    grant_types: ['authorization_code', 'refresh_token'] as const,
    scope: 'read',
    token_endpoint_auth_method: 'client_secret_post' as const,
  };
  const create = (metadata: object = {}) =>
    tokens.clients.create(tokens.app.id, { ...web, ...metadata });
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'accepted',
      (error: unknown) => (error as { code: string }).code,
    );

  it('registers a client with a secret that is shown once and kept as a digest', async () => {
    const { client, secret } = await create();
    expect(client.id).toMatch(/^cli_/);
    expect(secret?.secret).toMatch(/^cs_[0-9A-Za-z]{43}$/);
    expect(await tokens.secrets.verify(client.id, secret?.secret ?? '')).toBe(true);
    const rows = await tokens.database.manager.find(OAuthClientSecret);
    expect(JSON.stringify(rows)).not.toContain(secret?.secret.slice(3));
    expect(await tokens.secrets.list(tokens.app.id, client.id)).toEqual([
      {
        ...{ id: secret?.id, preview: secret?.preview, expiresAt: null, lastUsedAt: null },
        createdAt: tokens.clock.now(),
      },
    ]);
  });

  it('gives a public client no secret and always asks it for PKCE', async () => {
    const { client, secret } = await create({ token_endpoint_auth_method: 'none' });
    expect(secret).toBeNull();
    expect(client.requirePkce).toBe(true);
    expect(await tokens.secrets.verify(client.id, '')).toBe(false);
    expect(await codeOf(tokens.secrets.add(tokens.app.id, client.id, NO_END))).toBe('conflict');
  });

  it('accepts every live secret, until it expires or is removed', async () => {
    const { client, secret } = await create();
    const extra = await tokens.secrets.add(tokens.app.id, client.id, {
      expiresAt: tokens.clock.now() + 60_000,
      overlapSeconds: null,
    });
    const accepted = (value: string) => tokens.secrets.verify(client.id, value);
    expect(await accepted(extra.secret)).toBe(true);
    expect(await accepted(secret?.secret ?? '')).toBe(true);
    tokens.clock.time += 59_999;
    expect(await accepted(extra.secret)).toBe(true);
    tokens.clock.time += 1;
    expect(await accepted(extra.secret)).toBe(false);
    await tokens.secrets.remove(tokens.app.id, client.id, secret?.id ?? '');
    expect(await accepted(secret?.secret ?? '')).toBe(false);
  });

  it('ends the other secrets after the overlap, and none of them later than before', async () => {
    const { client, secret } = await create();
    const brief = await tokens.secrets.add(tokens.app.id, client.id, {
      expiresAt: tokens.clock.now() + 10_000,
      overlapSeconds: null,
    });
    const next = await tokens.secrets.add(tokens.app.id, client.id, {
      expiresAt: null,
      overlapSeconds: 60,
    });
    const accepted = () =>
      Promise.all(
        [brief.secret, secret?.secret ?? '', next.secret].map(async (value) =>
          tokens.secrets.verify(client.id, value),
        ),
      );
    expect(await accepted()).toEqual([true, true, true]);
    tokens.clock.passSeconds(10);
    expect(await accepted()).toEqual([false, true, true]);
    tokens.clock.passSeconds(50);
    expect(await accepted()).toEqual([false, false, true]);
  });

  it('rotates as often as one likes: what has ended makes room', async () => {
    const { client } = await create();
    for (let round = 0; round < 12; round += 1) {
      await tokens.secrets.add(tokens.app.id, client.id, { expiresAt: null, overlapSeconds: 0 });
    }
    expect(await tokens.secrets.list(tokens.app.id, client.id)).toHaveLength(1);
  });

  it('knows to the minute when each secret was last used', async () => {
    const { client, secret } = await create();
    // Secrets are listed by age, and those of one millisecond in any order.
    tokens.clock.passSeconds(60);
    const unused = await tokens.secrets.add(tokens.app.id, client.id, NO_END);
    const times = async () => {
      await tokens.secrets.writeUses();
      const secrets = await tokens.secrets.list(tokens.app.id, client.id);
      return secrets.map(({ id, lastUsedAt }) => [id, lastUsedAt]);
    };
    const start = tokens.clock.now();
    await tokens.secrets.verify(client.id, 'cs_wrong');
    expect(await times()).toEqual([
      [secret?.id, null],
      [unused.id, null],
    ]);
    await tokens.secrets.verify(client.id, secret?.secret ?? '');
    tokens.clock.passSeconds(61);
    await tokens.secrets.verify(client.id, secret?.secret ?? '');
    expect(await times()).toEqual([
      [secret?.id, start + 60_000],
      [unused.id, null],
    ]);
  });

  it('refuses the secret of another client', async () => {
    const first = await create();
    const second = await create();
    expect(await tokens.secrets.verify(first.client.id, second.secret?.secret ?? '')).toBe(false);
  });

  it('hides a client from another app as if it were not there', async () => {
    const { client, secret } = await create();
    const other = await tokens.apps.create({ name: 'Other', description: null, ownerId: null });
    expect(await codeOf(tokens.clients.get(other.id, client.id))).toBe('not_found');
    expect(await codeOf(tokens.clients.update(other.id, client.id, { scope: 'x' }))).toBe(
      'not_found',
    );
    expect(await codeOf(tokens.clients.remove(other.id, client.id))).toBe('not_found');
    expect(await codeOf(tokens.secrets.remove(other.id, client.id, secret?.id ?? ''))).toBe(
      'not_found',
    );
    expect(await tokens.clients.get(tokens.app.id, client.id)).toEqual(client);
  });

  it('changes what is given, keeps the rest, and says that it changed', async () => {
    const { client } = await create({ require_pkce: true });
    const updated = await tokens.clients.update(tokens.app.id, client.id, {
      client_name: 'New name',
    });
    expect(updated).toMatchObject({ clientName: 'New name', scope: 'read', requirePkce: true });
    expect(await tokens.clients.get(tokens.app.id, client.id)).toEqual(updated);
    expect(tokens.published).toContain(`oauth_client:${client.id}`);
  });

  it('undoes a registration together with what was to be recorded of it', async () => {
    const failing = tokens.clients.create(tokens.app.id, web, () =>
      Promise.reject(new Error('no audit')),
    );
    await expect(failing).rejects.toThrow('no audit');
    const { items } = await tokens.clients.list(tokens.app.id, 10, null);
    expect(items).toEqual([]);
  });

  it('lists newest first, in pages', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      tokens.clock.passSeconds(1);
      ids.unshift((await create()).client.id);
    }
    const first = await tokens.clients.list(tokens.app.id, 3, null);
    const second = await tokens.clients.list(tokens.app.id, 3, first.next);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second.next).toBeNull();
  });

  it('says in one look whether a client may act', async () => {
    const { client } = await create();
    const active = async () => (await tokens.clients.standing(client.id))?.active;
    expect(await active()).toBe(true);
    await tokens.apps.update(tokens.app.id, { enabled: false });
    expect(await active()).toBe(false);
    await tokens.apps.update(tokens.app.id, { enabled: true });
    await tokens.users.update(tokens.userId, { disabledAt: 1 }, false);
    expect(await active()).toBe(false);
    await tokens.users.update(tokens.userId, { disabledAt: null }, false);
    await tokens.clients.update(tokens.app.id, client.id, { enabled: false });
    expect(await active()).toBe(false);
    expect(await tokens.clients.standing('cli_unknown')).toBeNull();
  });
});
