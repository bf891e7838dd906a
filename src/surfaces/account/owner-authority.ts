import { Injectable } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import type { Principal } from '../../kernel/principal.js';
import { parseScope } from '../../kernel/scopes.js';
import { AppsService, type AppRecord } from '../../modules/apps/index.js';
import { machineScopeOf, type RegisteredClient } from '../../modules/oauth-clients/index.js';
import type { Authority } from '../management/authority.js';

const ADMIN_SCOPE = /^admin:/;

/**
 * Owners manage their own apps. What these may do by themselves an administrator has allowed; what users
 * may grant their OAuth clients is for the users to decide.
 */
@Injectable()
export class OwnerAuthority implements Authority {
  readonly registrar = 'owner';
  readonly limitSetter = 'owner';

  constructor(private readonly apps: AppsService) {}

  async app(caller: Principal, appId: string): Promise<AppRecord> {
    const app = await this.apps.get(appId);
    if (app.ownerId !== caller.subject) throw new AppError('not_found');
    return app;
  }

  ownerOf(caller: Principal): string {
    return caller.subject;
  }

  assertMayGrant(_caller: Principal, app: AppRecord, scopes: readonly string[]): void {
    const allowed = app.allowedScopes ?? [];
    const refused = scopes.filter((name) => ADMIN_SCOPE.test(name) || !allowed.includes(name));
    if (refused.length > 0) throw notGrantable(refused);
  }

  assertMayRegister(caller: Principal, app: AppRecord, client: RegisteredClient): void {
    // An administrator who is lured into consenting would hand the server over to the owner.
    const refused = parseScope(client.scope).filter((name) => ADMIN_SCOPE.test(name));
    if (refused.length > 0) throw notGrantable(refused);
    this.assertMayGrant(caller, app, parseScope(machineScopeOf(client) ?? ''));
    if (client.introspection === 'own') return;
    throw new AppError('scope_not_grantable', {
      detail: 'Only an administrator may let a client ask about any token.',
    });
  }
}

function notGrantable(scopes: readonly string[]): AppError {
  return new AppError('scope_not_grantable', {
    detail: `The owner of this app may not give: ${scopes.join(' ')}.`,
    hint: 'An administrator decides in the allowed_scopes of the app what its credentials may have. A client that users sign in to and that also acts as itself names its own scopes in machine_scope.',
    members: { missing_scopes: scopes },
  });
}
