import { InitialSchema1795132800000 } from './1795132800000-initial-schema.js';
import { ClientMembers1795564800000 } from './1795564800000-client-members.js';
import { UserClaims1795564810000 } from './1795564810000-user-claims.js';
import { SigningKeyStates1795618800000 } from './1795618800000-signing-key-states.js';
import { TokenCutoffs1795619700000 } from './1795619700000-token-cutoffs.js';
import { ClientMetadataUrl1795620000000 } from './1795620000000-client-metadata-url.js';
import { AppScopes1795620600000 } from './1795620600000-app-scopes.js';
import { SignInPlaces1795620700000 } from './1795620700000-sign-in-places.js';
import { TokenLineage1795622400000 } from './1795622400000-token-lineage.js';
import { ClientRegistrar1795623000000 } from './1795623000000-client-registrar.js';
import { ApiHosts1795626000000 } from './1795626000000-api-hosts.js';
import { ApiGrants1795626600000 } from './1795626600000-api-grants.js';
import { Limits1795630000000 } from './1795630000000-limits.js';
import { Usage1795634000000 } from './1795634000000-usage.js';
import { IdempotencyKeys1795640000000 } from './1795640000000-idempotency-keys.js';

/** All migrations, oldest first. One that has been released is never changed again. */
export const MIGRATIONS = [
  InitialSchema1795132800000,
  ClientMembers1795564800000,
  UserClaims1795564810000,
  SigningKeyStates1795618800000,
  TokenCutoffs1795619700000,
  ClientMetadataUrl1795620000000,
  AppScopes1795620600000,
  SignInPlaces1795620700000,
  TokenLineage1795622400000,
  ClientRegistrar1795623000000,
  ApiHosts1795626000000,
  ApiGrants1795626600000,
  Limits1795630000000,
  Usage1795634000000,
  IdempotencyKeys1795640000000,
] as const;
