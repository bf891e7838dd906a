import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UsersService, type UserChanges } from '../../src/modules/users/index.js';
import { PasswordHasher } from '../../src/modules/users/password-hasher.js';
import { SetupToken } from '../../src/modules/users/setup-token.entity.js';
import { User } from '../../src/modules/users/user.entity.js';
import { UsersRepository } from '../../src/modules/users/users.repository.js';
import { startPostgres, type PostgresServer } from '../harness/postgres.js';
import { openCredentials, outcomeOf, PASSWORD, type Credentials } from './credentials.fixture.js';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe.each(['SQLite', 'Postgres'])('on %s', (dialect) => {
  let world: Credentials;

  beforeAll(async () => {
    world = await openCredentials(dialect === 'Postgres' ? postgres.url : undefined);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.database.manager.getRepository(User).createQueryBuilder().delete().execute();
    await world.database.manager.getRepository(SetupToken).createQueryBuilder().delete().execute();
    world.published.length = 0;
  });

  const create = (username: string, roles: string[] = [], password: string | null = PASSWORD) =>
    world.users.create({ username, password, roles, groups: [] });

  /** Users whose passwords are being hashed or checked while something else happens. */
  const usersWhile = (happens: () => Promise<void>) => {
    const { database, events, clock } = world;
    class SlowHasher extends PasswordHasher {
      override async hash(password: string): Promise<string> {
        await happens();
        return super.hash(password);
      }

      override async verify(password: string, storedHash: string | null): Promise<boolean> {
        await happens();
        return super.verify(password, storedHash);
      }
    }
    return new UsersService(
      new UsersRepository(database),
      new SlowHasher(),
      database,
      events,
      clock,
    );
  };

  it('finds users by a part of the name, by role and by whether they are disabled', async () => {
    await create('Olga_1', ['auditor']);
    const { id } = await create('olgaX1', ['auditor2']);
    await world.users.update(id, { enabled: false });
    const found = async (filter: Parameters<UsersService['list']>[2]) =>
      (await world.users.list(10, null, filter)).items.map(({ username }) => username).sort();
    expect(await found({ q: 'ＯＬＧＡ' })).toEqual(['Olga_1', 'olgaX1']);
    expect(await found({ q: 'a_1' })).toEqual(['Olga_1']);
    expect(await found({ q: '%' })).toEqual([]);
    expect(await found({ role: 'auditor' })).toEqual(['Olga_1']);
    expect(await found({ role: 'Auditor' })).toEqual([]);
    expect(await found({ enabled: false })).toEqual(['olgaX1']);
    expect(await found({ q: 'olga', enabled: true })).toEqual(['Olga_1']);
  });

  describe('names', () => {
    it('keeps a name unique by its canonical form', async () => {
      await create('josé');
      for (const name of ['josé', 'JOSÉ', 'jose\u0301', 'ｊｏｓé']) {
        expect(await outcomeOf(create(name))).toBe('conflict');
      }
      expect(await outcomeOf(create('jose'))).toBe('ok');
    });

    it('lets one of many creations at once have the name', async () => {
      const names = ['Alice', 'alice', 'ALICE', 'ａｌｉｃｅ'];
      const outcomes = await Promise.all(names.map((name) => outcomeOf(create(name, [], null))));
      expect(outcomes.sort()).toEqual(['conflict', 'conflict', 'conflict', 'ok']);
    });

    it('refuses to rename a user to a name that is taken, and changes nothing', async () => {
      await create('alice');
      const bob = await create('bob');
      const renaming = world.users.update(bob.id, { username: 'ALICE', groups: ['staff'] });
      expect(await outcomeOf(renaming)).toBe('conflict');
      expect(await world.users.get(bob.id)).toEqual(bob);
    });
  });

  describe('passwords', () => {
    it('knows a user by any spelling of the name and the exact password', async () => {
      const { id } = await create('Alice');
      expect((await world.users.verifyPassword('ＡＬＩＣＥ', PASSWORD))?.id).toBe(id);
      expect(await world.users.verifyPassword('alice', `${PASSWORD} `)).toBeNull();
      expect(await world.users.verifyPassword('alice', PASSWORD.toUpperCase())).toBeNull();
    });

    it('refuses unknown, disabled and password-less users alike', async () => {
      const alice = await create('alice');
      await world.users.update(alice.id, { enabled: false });
      await create('bob', [], null);
      for (const name of ['alice', 'bob', 'nobody', 'not a name']) {
        expect(await world.users.verifyPassword(name, PASSWORD)).toBeNull();
      }
    });

    it.each<[string, UserChanges]>([
      ['is replaced', { password: 'nine yellow carts roll' }],
      ['is taken away', { password: null }],
      ['loses its user', { enabled: false }],
    ])('does not accept a password that %s while it is checked', async (_what, changes) => {
      const { id } = await create('alice');
      const users = usersWhile(async () => void (await world.users.update(id, changes)));
      expect(await users.verifyPassword('alice', PASSWORD)).toBeNull();
    });

    it('gives out no hash', async () => {
      const user = await create('alice');
      const shown = JSON.stringify([user, await world.users.list(50, null)]);
      expect(shown).not.toContain('argon2');
      expect(user.hasPassword).toBe(true);
    });

    it('never contains a name that the user is given at the same time', async () => {
      const { id } = await create('alice');
      const users = usersWhile(
        async () => void (await world.users.update(id, { username: 'blackbird' })),
      );
      const change = users.update(id, { password: 'two blackbird songs at dusk' });
      expect(await outcomeOf(change)).toBe('invalid_request');
      expect((await world.users.verifyPassword('blackbird', PASSWORD))?.id).toBe(id);
    });

    it('replaces a password and says that the user changed', async () => {
      const { id } = await create('alice');
      await world.users.update(id, { password: 'nine yellow carts roll' });
      expect(await world.users.verifyPassword('alice', PASSWORD)).toBeNull();
      expect(await world.users.verifyPassword('alice', 'nine yellow carts roll')).not.toBeNull();
      expect(world.published).toEqual([`user:${id}`]);
    });

    it('changes nothing for a password that is refused', async () => {
      const user = await create('alice');
      const change = world.users.update(user.id, { password: 'short', roles: ['editor'] });
      expect(await outcomeOf(change)).toBe('invalid_request');
      expect(await world.users.get(user.id)).toEqual(user);
    });
  });

  describe('standing', () => {
    it('shows roles, groups and state as they are at this moment, in one statement', async () => {
      const { id } = await create('alice', ['editor']);
      await world.users.update(id, { groups: ['staff'], enabled: false });
      const before = world.statements.count;
      expect(await world.users.standing(id)).toEqual({
        id,
        username: 'alice',
        roles: ['editor'],
        groups: ['staff'],
        disabled: true,
      });
      expect(world.statements.count - before).toBe(1);
      expect(await world.users.standing('usr_00000000000000000000000000')).toBeNull();
    });
  });

  describe('the list', () => {
    it('goes through all users once, newest first', async () => {
      for (const name of ['a1', 'b2', 'c3', 'd4', 'e5']) {
        world.clock.passSeconds(1);
        await create(name, [], null);
      }
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof world.users.list>> = await world.users.list(2, after);
        seen.push(...page.items.map(({ username }) => username));
        after = page.next;
      } while (after !== null);
      expect(seen).toEqual(['e5', 'd4', 'c3', 'b2', 'a1']);
    });
  });

  describe('the last administrator', () => {
    it('is not removed, disabled, demoted or left without a password', async () => {
      const { id } = await create('root', ['admin']);
      await create('disabled', ['admin']).then((user) =>
        world.users.update(user.id, { enabled: false }),
      );
      await create('without-password', ['admin'], null);
      await create('similar', ['Admin', 'admins', 'x-admin']);
      const attempts = [
        () => world.users.remove(id),
        () => world.users.update(id, { enabled: false }),
        () => world.users.update(id, { roles: ['editor'] }),
        () => world.users.update(id, { password: null }),
      ];
      for (const attempt of attempts) expect(await outcomeOf(attempt())).toBe('conflict');
      expect(await world.users.get(id)).toMatchObject({ roles: ['admin'], disabledAt: null });
    });

    it('cannot be imitated by the spelling of a role', async () => {
      for (const role of ['x"admin', '"admin"', 'admin\\', '', 'a b']) {
        expect(await outcomeOf(create('alice', [role], null))).toBe('invalid_request');
      }
    });

    it('may still change in every other way', async () => {
      const { id } = await create('root', ['admin']);
      const change = { roles: ['admin', 'editor'], password: 'nine yellow carts roll' };
      expect(await outcomeOf(world.users.update(id, change))).toBe('ok');
    });

    it('may go once there is another', async () => {
      const { id } = await create('root', ['admin']);
      await create('second', ['admin']);
      expect(await outcomeOf(world.users.remove(id))).toBe('ok');
    });

    it('remains when two administrators end each other at the same time', async () => {
      for (let round = 0; round < 10; round += 1) {
        const first = await create(`first${round}`, ['admin']);
        const second = await create(`second${round}`, ['admin']);
        const outcomes = await Promise.all([
          outcomeOf(world.users.remove(first.id)),
          outcomeOf(world.users.update(second.id, { roles: [] })),
        ]);
        expect(outcomes.sort()).toEqual(['conflict', 'ok']);
        await world.database.manager.getRepository(User).createQueryBuilder().delete().execute();
      }
    });
  });

  describe('what runs in the transaction of a change', () => {
    it('undoes the change when it fails, and nothing is published', async () => {
      const fail = () => Promise.reject(new Error('no audit'));
      const input = { username: 'alice', password: null, roles: [], groups: [] };
      await expect(world.users.create(input, fail)).rejects.toThrow('no audit');
      const bob = await create('bob');
      await expect(world.users.update(bob.id, { enabled: false }, fail)).rejects.toThrow();
      await expect(world.users.remove(bob.id, fail)).rejects.toThrow();
      expect((await world.users.list(50, null)).items).toEqual([bob]);
      expect(world.published).toEqual([]);
    });
  });

  describe('the first administrator', () => {
    const configured = { adminUsername: 'root', adminPassword: PASSWORD };
    const tokenOf = (link: string): string => new URL(link).hash.replace('#token=', '');

    async function openSetup(): Promise<{
      token: string;
      bootstrap: ReturnType<Credentials['bootstrapWith']>;
    }> {
      const bootstrap = world.bootstrapWith();
      await bootstrap.onApplicationBootstrap();
      return { bootstrap, token: tokenOf(bootstrap.links[0] ?? '') };
    }

    it('comes from the configuration, once', async () => {
      await world.bootstrapWith(configured).onApplicationBootstrap();
      await world.bootstrapWith({ ...configured, adminUsername: 'other' }).onApplicationBootstrap();
      expect((await world.users.list(50, null)).items).toMatchObject([
        { username: 'root', roles: ['admin'] },
      ]);
    });

    it('is one when many instances start at once', async () => {
      const starts = ['root', 'root', 'boot', 'toor'].map((adminUsername) =>
        world.bootstrapWith({ ...configured, adminUsername }).onApplicationBootstrap(),
      );
      await Promise.all(starts);
      expect((await world.users.list(50, null)).items).toHaveLength(1);
    });

    it('is not made with a password that no user may have', async () => {
      const bootstrap = world.bootstrapWith({ ...configured, adminPassword: 'admin' });
      await expect(bootstrap.onApplicationBootstrap()).rejects.toThrow('OSTIARY_ADMIN_PASSWORD');
      expect((await world.users.list(50, null)).items).toEqual([]);
    });

    it('can be made by the holder of the printed link, who is the only one to know it', async () => {
      const { bootstrap, token } = await openSetup();
      expect(bootstrap.links).toEqual([`http://localhost:3000/setup#token=${token}`]);
      const rows = await world.database.manager.getRepository(SetupToken).find();
      expect(JSON.stringify(rows)).not.toContain(token);
      const admin = await bootstrap.completeSetup(token, 'root', PASSWORD);
      expect(admin.roles).toEqual(['admin']);
      expect(await world.users.verifyPassword('root', PASSWORD)).not.toBeNull();
    });

    it('is made once per link', async () => {
      const { bootstrap, token } = await openSetup();
      const names = ['root', 'boot', 'toor', 'sudo'];
      const outcomes = await Promise.all(
        names.map((name) => outcomeOf(bootstrap.completeSetup(token, name, PASSWORD))),
      );
      expect(outcomes.sort()).toEqual([...Array(3).fill('bad_credentials'), 'ok']);
      expect((await world.users.list(50, null)).items).toHaveLength(1);
    });

    it('is made once when two links are used at the same time', async () => {
      const first = await openSetup();
      const second = await openSetup();
      const outcomes = await Promise.all([
        outcomeOf(first.bootstrap.completeSetup(first.token, 'root', PASSWORD)),
        outcomeOf(second.bootstrap.completeSetup(second.token, 'boot', PASSWORD)),
      ]);
      expect(outcomes.sort()).toEqual(['conflict', 'ok']);
    });

    it('is not made with an unknown link, or 30 minutes later', async () => {
      const { bootstrap, token } = await openSetup();
      const complete = (text: string) => outcomeOf(bootstrap.completeSetup(text, 'root', PASSWORD));
      expect(await complete('')).toBe('bad_credentials');
      expect(await complete(token.slice(1))).toBe('bad_credentials');
      world.clock.passSeconds(1800);
      expect(await complete(token)).toBe('bad_credentials');
    });

    it('costs no link when name or password are refused', async () => {
      const { bootstrap, token } = await openSetup();
      expect(await outcomeOf(bootstrap.completeSetup(token, 'root', 'short'))).toBe(
        'invalid_request',
      );
      expect(await outcomeOf(bootstrap.completeSetup(token, 'root', PASSWORD))).toBe('ok');
    });

    it('needs no link once there is one', async () => {
      await create('root', ['admin']);
      const bootstrap = world.bootstrapWith();
      await bootstrap.onApplicationBootstrap();
      expect(bootstrap.links).toEqual([]);
    });
  });
});
