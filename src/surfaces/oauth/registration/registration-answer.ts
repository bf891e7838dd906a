import type { KoaContextWithOIDC } from 'oidc-provider';
import { ANY_API_SCOPE } from '../../../kernel/scopes.js';
import { toClientMetadata, type RegisteredClient } from '../../../modules/oauth-clients/index.js';
import { PLACEHOLDER_SECRET } from '../engine/engine-clients.js';

/** What the engine adds to a registration that is no member of the client. */
interface EngineAnswer {
  readonly client_secret?: string;
  readonly registration_access_token?: string;
  readonly registration_client_uri?: string;
}

/** For administrators, not for the client. */
const INTERNAL_MEMBERS: ReadonlySet<string> = new Set([
  'kind',
  'machine_scope',
  'resources',
  'introspection',
  'require_pkce',
]);

/** Answers with what was registered (RFC 7591 §3.2.1, RFC 7592 §3), in the place of what was sent. */
export function registrationAnswer(ctx: KoaContextWithOIDC, client: RegisteredClient): void {
  const { client_secret, registration_access_token, registration_client_uri } = (
    ctx as { body: EngineAnswer }
  ).body;
  const isNew = client_secret !== undefined && client_secret !== PLACEHOLDER_SECRET;
  const { client_id, scope, ...metadata } = toClientMetadata(client);
  const members = Object.entries(metadata).filter(
    ([name, value]) => value !== null && !INTERNAL_MEMBERS.has(name),
  );
  ctx.body = {
    client_id,
    client_id_issued_at: Math.floor(client.createdAt / 1000),
    ...(isNew ? { client_secret, client_secret_expires_at: 0 } : {}),
    ...Object.fromEntries(members),
    scope: scope
      .split(' ')
      .filter((name) => name !== ANY_API_SCOPE)
      .join(' '),
    registration_access_token,
    registration_client_uri,
  };
}
