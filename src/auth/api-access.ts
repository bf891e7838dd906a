import { Injectable } from '@nestjs/common';
import type { Verified } from '../kernel/decision.js';
import { AppError } from '../kernel/errors/index.js';
import type { Policy } from '../kernel/policy.js';
import { ApiGrants } from '../modules/protected-apis/index.js';

/** Whether the app behind a credential may call an API at all, where that is not open to every app. */
@Injectable()
export class ApiAccess {
  constructor(private readonly grants: ApiGrants) {}

  /**
   * A credential that belongs to no app was granted nothing: that of a user who signed in, or none.
   *
   * @throws AppError `api_not_granted`; what the database throws when it cannot be asked
   */
  async require(policy: Policy, { principal }: Verified): Promise<void> {
    if (policy.access === 'all') return;
    const { appId } = principal;
    if (appId === null) {
      throw new AppError('api_not_granted', {
        detail: `${policy.name} is open to certain apps only, and this ${principal.kind} belongs to no app.`,
        hint: 'Call with a credential of an app that the API is granted to.',
      });
    }
    if ((await this.grants.find(policy.id, appId)) !== null) return;
    throw new AppError('api_not_granted', {
      detail: `${policy.name} is open to certain apps only, and the app of this credential is not one of them.`,
      hint: `Ask the provider of the API to grant it to the app ${appId}.`,
    });
  }
}
