import { Injectable } from '@nestjs/common';
import { andThen, type Awaitable } from '../kernel/awaitable.js';
import type { Verified } from '../kernel/decision.js';
import { AppError } from '../kernel/errors/index.js';
import { OWN_API_ID, type Policy } from '../kernel/policy.js';
import { ANONYMOUS_APP_ID } from '../kernel/principal.js';
import { type ApiGrantRecord, ApiGrants } from '../modules/protected-apis/index.js';

/** Whether the app behind a credential may call an API at all, where that is not open to every app. */
@Injectable()
export class ApiAccess {
  constructor(private readonly grants: ApiGrants) {}

  /**
   * A credential that belongs to no app was granted nothing: that of a user who signed in, or none.
   *
   * @returns the grant, also where none is needed: it may say how often the app may call; null: none
   * @throws AppError `api_not_granted`; what the database throws when it cannot be asked
   */
  require(policy: Policy, verified: Verified): Awaitable<ApiGrantRecord | null> {
    const { appId } = verified.principal;
    const grant = appId === null ? null : this.find(policy, appId);
    if (policy.access === 'all') return grant;
    return andThen(grant, (found) => found ?? refuse(policy, verified));
  }

  private find(policy: Policy, appId: string): Awaitable<ApiGrantRecord | null> {
    // Our own routes are no API that could be granted, and nobody is no app.
    if (policy.id === OWN_API_ID || appId === ANONYMOUS_APP_ID) return null;
    return this.grants.find(policy.id, appId);
  }
}

function refuse(policy: Policy, { principal }: Verified): never {
  const { appId } = principal;
  if (appId === null) {
    throw new AppError('api_not_granted', {
      detail: `${policy.name} is open to certain apps only, and this ${principal.kind} belongs to no app.`,
      hint: 'Call with a credential of an app that the API is granted to.',
    });
  }
  throw new AppError('api_not_granted', {
    detail: `${policy.name} is open to certain apps only, and the app of this credential is not one of them.`,
    hint: `Ask the provider of the API to grant it to the app ${appId}.`,
  });
}
