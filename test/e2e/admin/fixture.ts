import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type JsonAnswer, startServer, type TestServer } from '../../harness/server.js';

export interface Problem {
  code: string;
  errors?: { pointer: string; detail: string }[];
}

export interface Page {
  data: Record<string, unknown>[];
  next_cursor: string | null;
}

/** The body of an id that no object has. */
export const MISSING = '00000000000000000000000000';

export interface Administration {
  readonly server: TestServer;
  /** An app to put credentials into. */
  readonly appId: string;
}

/** A server of its own, with one app. */
export async function startAdministration(): Promise<Administration> {
  const server = await startServer({ samples: false });
  const { status, body } = await server.admin('POST', '/admin/apps', { name: 'Shop' });
  if (status !== 201) throw new Error(`no app: ${JSON.stringify(body)}`);
  return { server, appId: String(body['id']) };
}

/** A call with an API key. */
export function withKey<Body = Record<string, unknown>>(
  server: TestServer,
  key: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<JsonAnswer<Body>> {
  return server.call<Body>(method, path, { headers: { 'x-api-key': key }, body });
}

export async function createKey(
  { server, appId }: Administration,
  scopes: string[],
): Promise<{ id: string; key: string }> {
  const path = `/admin/apps/${appId}/api-keys`;
  const { status, body } = await server.admin('POST', path, { name: 'Key', scopes });
  if (status !== 201) throw new Error(`no key: ${JSON.stringify(body)}`);
  return { id: String(body['id']), key: String(body['key']) };
}

/** What the audit log says of an object, oldest first; `text` is the whole row. */
export function auditOf(server: TestServer, targetId: string): { action: string; text: string }[] {
  const database = new Database(join(server.directory, 'data', 'ostiary.db'), { readonly: true });
  try {
    const rows = database
      .prepare('SELECT * FROM audit_events WHERE target_id = ? ORDER BY at, id')
      .all(targetId) as { action: string }[];
    return rows.map((row) => ({ action: row.action, text: JSON.stringify(row) }));
  } finally {
    database.close();
  }
}
