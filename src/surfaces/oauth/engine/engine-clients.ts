import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AdapterPayload } from 'oidc-provider';
import { SELF_REGISTERED_APP_ID } from '../../../kernel/client-ids.js';
import { andThen, type Awaitable } from '../../../kernel/awaitable.js';
import { isId } from '../../../kernel/ids.js';
import {
  ClientSecretsService,
  machineScopeOf,
  OAuthClientsService,
  toClientMetadata,
  type ClientStanding,
} from '../../../modules/oauth-clients/index.js';
import { GRANT_TYPES } from './oauth-settings.js';

/**
 * The engine insists on a client secret in clear and derives keys from it. Secrets are compared by
 * `verifySecret` instead, so it is given something that nobody knows.
 */
export const PLACEHOLDER_SECRET = randomBytes(32).toString('base64url');

/** What a stranger who described a client is granted, on its way into our tables. */
export const STRANGERS_REGISTRATION = 'strangers_registration';

/** Members of our own that the engine keeps beside the registered ones. */
export const EXTRA_CLIENT_MEMBERS = [
  'kind',
  'require_pkce',
  'allowed_scope',
  'machine_scope',
  'resources',
  'introspection',
  'app_id',
  'app_name',
  'owner_id',
  'registered_at',
  'self_registered',
  STRANGERS_REGISTRATION,
  'registered_by',
];

/** Hands registered clients to the engine, as they are at the time of the request. */
@Injectable()
export class EngineClients {
  /** What each registration that is remembered looks like to the engine. */
  private readonly properties = new WeakMap<ClientStanding, AdapterPayload>();
  private readonly authenticated = new WeakSet<ClientStanding>();

  constructor(
    private readonly clients: OAuthClientsService,
    private readonly secrets: ClientSecretsService,
  ) {}

  /** @returns undefined for a client that does not exist or may not act, which look the same */
  async find(clientId: string): Promise<AdapterPayload | undefined> {
    if (!isId('cli', clientId)) return undefined;
    const standing = await this.clients.standing(clientId);
    return standing?.active === true ? this.propertiesOf(standing) : undefined;
  }

  /** As they are registered, whether or not the client may act. */
  standing(clientId: string): Awaitable<ClientStanding | null> {
    return this.clients.standing(clientId);
  }

  verifySecret(clientId: string, secret: string): Awaitable<boolean> {
    return this.secrets.verify(clientId, secret);
  }

  /** As `verifySecret`, for a client that the engine has built and finds in order but for its secret. */
  authenticate(clientId: string, secret: string): Awaitable<boolean> {
    return andThen(this.secrets.verify(clientId, secret), (isRight) =>
      isRight
        ? andThen(this.clients.standing(clientId), (standing) => {
            if (standing !== null && this.properties.has(standing)) {
              this.authenticated.add(standing);
            }
            return true;
          })
        : false,
    );
  }

  /** What is remembered of a client that the engine has authenticated; null when that is nothing. */
  accepted(clientId: string): ClientStanding | null {
    const standing = this.clients.standing(clientId);
    if (standing === null || standing instanceof Promise) return null;
    return this.authenticated.has(standing) ? standing : null;
  }

  private propertiesOf(standing: ClientStanding): AdapterPayload {
    const remembered = this.properties.get(standing);
    if (remembered !== undefined) return remembered;
    const properties = propertiesOf(standing);
    this.properties.set(standing, properties);
    return properties;
  }
}

function propertiesOf(standing: ClientStanding): AdapterPayload {
  const { client_id, response_types, grant_types, ...metadata } = toClientMetadata(standing.client);
  return {
    ...withoutNull(metadata),
    client_id,
    grant_types: grant_types.filter((grant) => GRANT_TYPES.has(grant)),
    response_types: response_types.length > 0 ? ['code'] : [],
    ...(usesSecret(metadata.token_endpoint_auth_method)
      ? { client_secret: PLACEHOLDER_SECRET }
      : {}),
    // The engine's own `scope` member takes only scopes that it was configured with.
    scope: undefined,
    ...ownMembersOf(standing),
  };
}

/** The values of `EXTRA_CLIENT_MEMBERS` for a client. */
export function ownMembersOf({ client, appName, ownerId }: ClientStanding) {
  const isSelfRegistered = client.appId === SELF_REGISTERED_APP_ID;
  return {
    kind: client.kind,
    require_pkce: client.requirePkce,
    allowed_scope: client.scope,
    machine_scope: machineScopeOf(client),
    resources: client.resources,
    introspection: client.introspection,
    // These have an app in common, and nothing else: none may ask about another's tokens.
    app_id: isSelfRegistered ? client.id : client.appId,
    app_name: appName,
    owner_id: ownerId,
    registered_at: client.createdAt,
    self_registered: isSelfRegistered,
    registered_by: client.registeredBy,
  };
}

function usesSecret(method: string): boolean {
  return method === 'client_secret_basic' || method === 'client_secret_post';
}

/** What a client was not registered with; the engine takes no null for it. */
function withoutNull<T extends object>(members: T): { [Name in keyof T]?: NonNullable<T[Name]> } {
  const present = Object.entries(members).filter(([, value]) => value !== null);
  return Object.fromEntries(present) as { [Name in keyof T]?: NonNullable<T[Name]> };
}
