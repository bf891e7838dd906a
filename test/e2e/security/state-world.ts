import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { Person } from '../../clients/person.js';
import { CALLBACK } from '../../harness/oauth-names.js';
import { type Ask, World } from '../../harness/world.js';

let directory: string;
/** The server of the cases about tokens that were ended; it is killed and started again on its data. */
export let world: World;
let users = 0;

export const ADMIN = {
  OSTIARY_ADMIN_USERNAME: 'root',
  OSTIARY_ADMIN_PASSWORD: 'nine yellow carts roll',
};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'ostiary-state-'));
  world = await World.open({ directory, env: ADMIN });
  await world.createApi('/gateway', { audience: world.publicUrl });
});
afterAll(async () => {
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

export const bearing = (token: string, target = '/profile'): Ask => ({
  target,
  headers: [`Authorization: Bearer ${token}`],
});

export async function signIn(
  body: Record<string, unknown> = {},
): Promise<{ id: string; name: string; token: string; refreshToken: string }> {
  const name = `user-${(users += 1)}`;
  const { id, password } = await world.createUser(name, body);
  const login = await world.login(name, password);
  await world.allows(bearing(login.token));
  return { id, name, ...login };
}

/** A decorated route, and the gateway. */
const BOTH_DOORS = ['/profile', '/gateway/x'];

export async function allowsAtBothDoors(token: string): Promise<void> {
  for (const door of BOTH_DOORS) await world.allows(bearing(token, door));
}

export async function refusesAtBothDoors(token: string, code: string): Promise<void> {
  for (const door of BOTH_DOORS) await world.refuses(bearing(token, door), { status: 401, code });
}

export interface Program {
  readonly userId: string;
  readonly appId: string;
  readonly clientId: string;
  readonly token: string;
  readonly refresh: () => Promise<number>;
  readonly refreshToken: string;
}

/** A user who has let a program in, and the tokens that the program has. */
export async function letIn(user: Record<string, unknown> = {}, scope = 'read'): Promise<Program> {
  const name = `user-${(users += 1)}`;
  const { id: userId, password } = await world.createUser(name, user);
  const appId = await world.createApp();
  const { client_id: clientId = '', client_secret: clientSecret = '' } = await world.create<
    Record<string, string>
  >(`/admin/apps/${appId}/oauth-clients`, {
    client_name: 'Program',
    redirect_uris: [CALLBACK],
    grant_types: ['authorization_code', 'refresh_token'],
    scope: `openid ${scope}`,
    require_pkce: false,
  });
  const query = { response_type: 'code', client_id: clientId, redirect_uri: CALLBACK };
  const target = new URL(`/oauth/authorize?${new URLSearchParams(query)}`, world.server.url('/'));
  const code = (await new Person(name, password).visit(target)).searchParams.get('code') ?? '';
  const ask = async (form: Record<string, string>) => {
    const body = new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret });
    const response = await fetch(world.server.url('/oauth/token'), { method: 'POST', body });
    const tokens = (await response.json()) as { access_token?: string; refresh_token?: string };
    return { status: response.status, ...tokens };
  };
  const { access_token: token = '', refresh_token: refreshToken = '' } = await ask({
    grant_type: 'authorization_code',
    code,
    redirect_uri: CALLBACK,
  });
  const refresh = async () =>
    (await ask({ grant_type: 'refresh_token', refresh_token: refreshToken })).status;
  return { userId, appId, clientId, token, refresh, refreshToken };
}

/** The same server again, on the same port. */
export async function killAndRestart(): Promise<void> {
  const env = { PORT: String(world.server.port), ...ADMIN };
  await world.server.stop('SIGKILL');
  await world.close();
  world = await World.open({ directory, env });
  const [api] = (
    await world.server.admin<{ data: { id: string; name: string }[] }>('GET', '/admin/apis')
  ).body.data;
  await world.change('PATCH', `/admin/apis/${api?.id}`, { upstream: world.recorder.origin });
}
