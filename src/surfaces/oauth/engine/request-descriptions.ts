import { Injectable } from '@nestjs/common';
import type { Client } from 'oidc-provider';
import { ScopeCatalogue } from '../../../modules/protected-apis/index.js';
import { UsersService } from '../../../modules/users/index.js';
import type { ConsentClient, ConsentScope } from '../../pages/index.js';
import { OIDC_SCOPES } from './oauth-settings.js';

/** Scopes that change or administer something: shown first and marked. */
const SENSITIVE =
  /(?:^admin[:.]|[:._-](?:write|delete|manage|admin)$|^(?:write|delete|manage)[:._-])/;

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
      // There is no other way to register one in this version.
      isRegisteredByAdmin: true,
    };
  }

  /**
   * @param scope space-separated, as it was asked for
   * @param asked those that are new; all others were granted before
   */
  ofScopes(scope: string | null, asked: ReadonlySet<string> | null): Promise<ConsentScope[]> {
    const names = (scope ?? '').split(' ').filter(Boolean);
    return Promise.all(
      names.map(async (name) => {
        const known = OIDC_SCOPES.has(name) ? null : await this.catalogue.describe(name);
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
