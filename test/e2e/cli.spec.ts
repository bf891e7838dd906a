import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runOstiary } from '../harness/command-line.js';
import { type PostgresServer, startPostgres } from '../harness/postgres.js';
import { startServer, type TestServer } from '../harness/server.js';
import { auditOf } from './admin/fixture.js';

const FIRST = 'seven green boats sail';
const SECOND = 'eight red kites climb';
/** Each starts several processes, one after the other. */
const PATIENT = { timeout: 120_000 };
/** Servers that are given no administrator. */
const NOBODY = { OSTIARY_ADMIN_USERNAME: '', OSTIARY_ADMIN_PASSWORD: '' };

let directory: string;
let server: TestServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

/** In each group a database of its own. */
const startAfresh = () => {
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'ostiary-cli-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
};

const run = (args: string, input = '', env: Record<string, string> = {}) =>
  runOstiary(args.split(' '), { directory, input, env });
const start = async (env: Record<string, string> = {}) => {
  server = await startServer({ directory, env: { ...NOBODY, ...env }, samples: false });
  return server;
};
const login = (on: TestServer, username: string, password: string) =>
  on.call('POST', '/login', { body: { username, password } });

describe('ostiary admin create', PATIENT, () => {
  startAfresh();

  it('makes an administrator on an empty database, with the password from the standard input', async () => {
    const ended = await run('admin create --username alice --json', `${FIRST}\n`);
    expect(ended).toMatchObject({ code: 0, errors: '' });
    const { id, username } = JSON.parse(ended.output) as { id: string; username: string };
    expect(username).toBe('alice');

    const started = await start();
    expect(started.output()).not.toContain('/setup#');
    const { status, body } = await login(started, 'alice', FIRST);
    expect(status).toBe(200);
    const authorization = `Bearer ${String(body['access_token'])}`;
    const all = await started.call('GET', '/admin/users', { headers: { authorization } });
    expect(all.status).toBe(200);
    expect(auditOf(started, id).map(({ action }) => action)).toEqual(['user.create']);
    expect(auditOf(started, id)[0]?.text).not.toContain(FIRST);
  });

  it.each([
    ['a name that is taken', 'admin create --username alice --json', FIRST, 'conflict'],
    ['a weak password', 'admin create --username bob --json', 'short', 'invalid_request'],
    ['an impossible name', 'admin create --username <b> --json', FIRST, 'invalid_request'],
  ])('refuses %s with 3', async (_what, args, input, code) => {
    const ended = await run(args, `${input}\n`);
    expect([ended.code, ended.output]).toEqual([3, '']);
    expect(JSON.parse(ended.errors)).toMatchObject({ error: { code } });
  });

  it.each([
    ['no name', 'admin create', FIRST],
    ['no password', 'admin create --username bob', ''],
    ['a password as an argument', `admin create --username bob --password x`, FIRST],
    ['a command that is none', 'admin destroy', ''],
    ['no command', 'admin', ''],
  ])('is called wrongly with %s: 2, and nothing is done', async (_what, args, input) => {
    const { code, output } = await run(args, input);
    expect([code, output]).toEqual([2, '']);
  });

  it('cannot do it with 1 while a server has the file, or settings are wrong with 2', async () => {
    await start();
    const busy = await run('admin create --username bob', FIRST);
    expect(busy.code).toBe(1);
    expect(busy.errors).toContain('is in use by another process');
    const wrong = await run('admin create --username bob', FIRST, { PORT: 'x' });
    expect([wrong.code, wrong.output]).toEqual([2, '']);
    expect(wrong.errors).toContain('PORT');
  });
});

describe('ostiary admin recover', PATIENT, () => {
  startAfresh();
  beforeAll(async () => {
    expect((await run('admin create --username alice', FIRST)).code).toBe(0);
  }, PATIENT.timeout);

  it('sets a new password, enables, ends what was signed in, and says so in the audit', async () => {
    const created = await run('admin create --username carol --json', FIRST);
    const { id } = JSON.parse(created.output) as { id: string };
    const before = await start();
    const signedIn = await login(before, 'carol', FIRST);
    const authorization = `Bearer ${String(signedIn.body['access_token'])}`;
    await before.stop();

    expect((await run('admin recover --local', SECOND)).code).toBe(3);
    const ended = await run('admin recover --local --username carol', `${SECOND}\n`);
    expect(ended).toEqual({
      code: 0,
      output: 'carol can sign in with the new password.\n',
      errors: '',
    });

    const after = await start();
    const old = await after.call('GET', '/account/profile', { headers: { authorization } });
    expect(old.status).toBe(401);
    expect((await login(after, 'carol', FIRST)).status).toBe(401);
    expect((await login(after, 'carol', SECOND)).status).toBe(200);
    expect(auditOf(after, id).map(({ action }) => action)).toEqual(['user.create', 'user.recover']);
    expect(JSON.stringify(auditOf(after, id))).not.toContain(SECOND);
  });

  it('lets a disabled administrator in again', async () => {
    const before = await start();
    const { body } = await login(before, 'alice', FIRST);
    const headers = { authorization: `Bearer ${String(body['access_token'])}` };
    const { body: listed } = await before.call<{ data: { id: string; username: string }[] }>(
      'GET',
      '/admin/users',
      { headers },
    );
    const carol = listed.data.find(({ username }) => username === 'carol')?.id ?? '';
    const disabled = await before.call('PATCH', `/admin/users/${carol}`, {
      headers,
      body: { enabled: false },
    });
    expect(disabled.status).toBe(200);
    await before.stop();
    expect((await run('admin recover --local --username CAROL', FIRST)).code).toBe(0);
    expect((await login(await start(), 'carol', FIRST)).status).toBe(200);
  });

  it('makes nobody an administrator who is none, and needs to be told that it is local', async () => {
    const nobody = await run('admin recover --local --username dave --json', SECOND);
    expect(nobody.code).toBe(3);
    expect(JSON.parse(nobody.errors)).toMatchObject({ error: { code: 'not_found' } });
    expect((await run('admin recover --username carol', SECOND)).code).toBe(2);
  });
});

describe('on Postgres', PATIENT, () => {
  startAfresh();
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  it('recovers an administrator beside the running server, which forgets at once', async () => {
    const env = { DATABASE_URL: postgres.url };
    expect((await run('admin create --username alice', FIRST, env)).code).toBe(0);
    const running = await start(env);
    const { body } = await login(running, 'alice', FIRST);
    const headers = { authorization: `Bearer ${String(body['access_token'])}` };
    const profile = () => running.call('GET', '/account/profile', { headers });
    expect((await profile()).status).toBe(200);
    expect((await run('admin recover --local', SECOND, env)).code).toBe(0);
    await expect.poll(async () => (await profile()).status, { timeout: 3000 }).toBe(401);
    expect((await login(running, 'alice', SECOND)).status).toBe(200);
  });
});

describe('the package', () => {
  it('names the program', () => {
    const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: object };
    expect(bin).toEqual({ ostiary: 'bin/ostiary.mjs' });
  });
});
