import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AdapterPayload, Client } from 'oidc-provider';
import { isId } from '../../../kernel/ids.js';
import {
  OAuthClientsService,
  toClientMetadata,
  type ClientStanding,
} from '../../../modules/oauth-clients/index.js';

/**
 * The engine insists on a client secret in clear and derives keys from it. Secrets are compared by
 * `verifySecret` instead, so it is given something that nobody knows.
 */
const PLACEHOLDER_SECRET = randomBytes(32).toString('base64url');

/** Members of our own that the engine keeps beside the registered ones. */
export const EXTRA_CLIENT_MEMBERS = [
  'require_pkce',
  'allowed_scope',
  'app_name',
  'owner_id',
  'registered_at',
];

/** Hands registered clients to the engine, as they are at the time of the request. */
@Injectable()
export class EngineClients {
  constructor(private readonly clients: OAuthClientsService) {}

  /** @returns undefined for a client that does not exist or may not act, which look the same */
  async find(clientId: string): Promise<AdapterPayload | undefined> {
    if (!isId('cli', clientId)) return undefined;
    const standing = await this.clients.standing(clientId);
    return standing?.active === true ? propertiesOf(standing) : undefined;
  }

  verifySecret(clientId: string, secret: string): Promise<boolean> {
    return this.clients.verifySecret(clientId, secret);
  }
}

function propertiesOf({ client, appName, ownerId }: ClientStanding): AdapterPayload {
  const { scope, require_pkce, response_types, ...metadata } = toClientMetadata(client);
  return {
    ...metadata,
    response_types: response_types.length > 0 ? ['code'] : [],
    ...(metadata.token_endpoint_auth_method === 'none'
      ? {}
      : { client_secret: PLACEHOLDER_SECRET }),
    // The engine's own `scope` member takes only scopes that it was configured with.
    ...{ allowed_scope: scope, require_pkce, app_name: appName, owner_id: ownerId },
    ...{ registered_at: client.createdAt },
  };
}

/** The scopes that a client was registered with. */
export function allowedScopes(client: Client): ReadonlySet<string> {
  const text = client['allowed_scope'];
  return new Set(typeof text === 'string' && text !== '' ? text.split(' ') : []);
}
