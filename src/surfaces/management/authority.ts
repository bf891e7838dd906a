import type { Principal } from '../../kernel/principal.js';
import type { AppRecord } from '../../modules/apps/index.js';
import type { ClientRegistrar, RegisteredClient } from '../../modules/oauth-clients/index.js';
import type { LimitSetter } from './limits.schema.js';

/**
 * Whose apps a caller may manage, and what credentials of them may be given. It is all that `/admin` and
 * `/account` differ in: each provides its own.
 */
export abstract class Authority {
  /** As whom callers register OAuth clients. */
  abstract readonly registrar: ClientRegistrar;

  /** Whose limits callers set: those of owners are further caps. */
  abstract readonly limitSetter: LimitSetter;

  /**
   * The app that a path names, before anything below it is looked at.
   *
   * @throws AppError `not_found`, the same for an app that is not there and one that is not the caller's
   */
  abstract app(caller: Principal, appId: string): Promise<AppRecord>;

  /** Whose apps a list over all apps is of; undefined: everybody's. */
  abstract ownerOf(caller: Principal): string | undefined;

  /**
   * @param scopes those that an API key or access key gets, or has and is taken in hand with
   * @throws AppError `scope_not_grantable`, naming the scopes
   */
  abstract assertMayGrant(caller: Principal, app: AppRecord, scopes: readonly string[]): void;

  /**
   * The same as `assertMayGrant` for an OAuth client, with what it was registered for.
   *
   * @throws AppError `scope_not_grantable`
   */
  abstract assertMayRegister(caller: Principal, app: AppRecord, client: RegisteredClient): void;
}
