import type { TestServer } from '../harness/server.js';

/** An API key, access key or OAuth client, as the administration answers when it is created. */
export type Created = Readonly<Record<string, string>>;

/** A new app of the administration. */
export async function createApp(server: TestServer, name = 'Client programs'): Promise<string> {
  return String((await create(server, '/admin/apps', { name }))['id']);
}

export function createApiKey(
  server: TestServer,
  appId: string,
  members: Readonly<Record<string, unknown>> = {},
): Promise<Created> {
  return create(server, `/admin/apps/${appId}/api-keys`, {
    name: 'script',
    scopes: [],
    ...members,
  });
}

export function createAccessKey(
  server: TestServer,
  appId: string,
  members: Readonly<Record<string, unknown>> = {},
): Promise<Created> {
  return create(server, `/admin/apps/${appId}/access-keys`, { name: 'back end', ...members });
}

export function createOAuthClient(
  server: TestServer,
  appId: string,
  members: Readonly<Record<string, unknown>>,
): Promise<Created> {
  return create(server, `/admin/apps/${appId}/oauth-clients`, {
    client_name: 'Client',
    ...members,
  });
}

/** Somebody who can sign in, with standard claims. */
export async function createUser(
  server: TestServer,
  username: string,
  claims: Readonly<Record<string, unknown>>,
): Promise<{ readonly id: string; readonly username: string; readonly password: string }> {
  const password = 'seven green boats sail';
  const { id } = await create(server, '/admin/users', { username, password, claims });
  return { id: id ?? '', username, password };
}

/** A protected API. */
export function createApi(
  server: TestServer,
  members: Readonly<Record<string, unknown>>,
): Promise<Created> {
  return create(server, '/admin/apis', members);
}

async function create(server: TestServer, path: string, body: unknown): Promise<Created> {
  const answer = await server.admin<Created>('POST', path, body);
  if (answer.status !== 201) {
    throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

/** The name by which the server knows itself unless it is told otherwise: its issuer. */
export function publicUrlOf(server: TestServer): string {
  return `http://localhost:${server.port}`;
}
