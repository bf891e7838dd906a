import { Injectable } from '@nestjs/common';
import type { ClaimsParameter, Client } from 'oidc-provider';
import { CONSOLE_CLIENT_ID, DOCS_CLIENT_ID } from '../../../kernel/client-ids.js';
import { SIGN_IN_SCOPES } from '../../../kernel/scopes.js';
import { ScopeCatalogue } from '../../../modules/protected-apis/index.js';
import { UsersService } from '../../../modules/users/index.js';
import type { ConsentClaim, ConsentClient, ConsentScope } from '../../pages/index.js';
import { CLAIMS_BY_SCOPE } from './oauth-settings.js';

/** Scopes that change or administer something: shown first and marked. */
const SENSITIVE =
  /(?:^(?:admin|account)[:.]|[:._-](?:write|delete|manage|admin)$|^(?:write|delete|manage)[:._-])/;

/** By their ids, which nobody can register: an administrator may put other clients into their app. */
const OWN_CLIENTS: ReadonlySet<string> = new Set([CONSOLE_CLIENT_ID, DOCS_CLIENT_ID]);

/** What is worth a question; `sub` and what speaks of the sign-in itself are told without. */
const CLAIM_NAMES: ReadonlySet<string> = new Set(
  Object.values(CLAIMS_BY_SCOPE)
    .flat()
    .filter((name) => name !== 'sub'),
);

/** Says in plain words who asks a person, and for what. */
@Injectable()
export class RequestDescriptions {
  constructor(
    private readonly users: UsersService,
    private readonly catalogue: ScopeCatalogue,
  ) {}

  async ofClient(client: Client): Promise<ConsentClient> {
    const ownerId = client['owner_id'];
    const owner = typeof ownerId === 'string' ? await this.users.standing(ownerId) : null;
    return {
      name: client.clientName ?? client.clientId,
      ownerName: owner?.username ?? null,
      registeredAt: Number(client['registered_at']),
      registeredBy: registrarOf(client),
    };
  }

  /**
   * @param scope space-separated, as it was asked for
   * @param asked those that are new; all others were granted before
   */
  ofScopes(scope: string | null, asked: ReadonlySet<string> | null): Promise<ConsentScope[]> {
    return Promise.all(
      namesIn(scope).map(async (name) => {
        const known = SIGN_IN_SCOPES.has(name) ? null : await this.catalogue.describe(name);
        return {
          name,
          description: known?.description ?? null,
          apiName: known?.apiName ?? null,
          isSensitive: SENSITIVE.test(name),
          isGrantedBefore: asked !== null && !asked.has(name),
        };
      }),
    );
  }
}

function registrarOf(client: Client): ConsentClient['registeredBy'] {
  if (OWN_CLIENTS.has(client.clientId)) return 'server';
  return client['registered_by'] === 'admin' && client['self_registered'] !== true
    ? 'admin'
    : 'other';
}

/**
 * What the `claims` parameter asks for beyond what the scopes tell anyway.
 *
 * @param claims the parameter, which the engine has checked
 * @param asked those that are new; all others were granted before
 */
export function claimsOf(
  claims: string | null,
  scope: string | null,
  asked: ReadonlySet<string>,
): ConsentClaim[] {
  if (claims === null) return [];
  const { userinfo = {}, id_token = {} } = JSON.parse(claims) as ClaimsParameter;
  const told = new Set(namesIn(scope).flatMap((name) => CLAIMS_BY_SCOPE[name] ?? []));
  return [...new Set([...Object.keys(userinfo), ...Object.keys(id_token)])]
    .filter((name) => CLAIM_NAMES.has(name) && !told.has(name))
    .map((name) => ({ name, isGrantedBefore: !asked.has(name) }));
}

function namesIn(scope: string | null): string[] {
  return (scope ?? '').split(' ').filter(Boolean);
}
