import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';
import { AppsService, type AppRecord } from '../../modules/apps/index.js';
import type { RegisteredClient } from '../../modules/oauth-clients/index.js';
import type { Authority } from '../management/authority.js';
import { assertMayGrant, assertMayRegister } from './grants.js';

/** Administrators manage every app. */
@Injectable()
export class AdminAuthority implements Authority {
  readonly registrar = 'admin';
  readonly limitSetter = 'admin';

  constructor(private readonly apps: AppsService) {}

  app(_caller: Principal, appId: string): Promise<AppRecord> {
    return this.apps.get(appId);
  }

  ownerOf(): undefined {
    return undefined;
  }

  assertMayGrant(caller: Principal, _app: AppRecord, scopes: readonly string[]): void {
    assertMayGrant(caller, scopes);
  }

  assertMayRegister(caller: Principal, _app: AppRecord, client: RegisteredClient): void {
    assertMayRegister(caller, client);
  }
}
