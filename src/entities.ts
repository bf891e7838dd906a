import { AccessKeySecret } from './modules/access-keys/access-key-secret.entity.js';
import { AccessKey } from './modules/access-keys/access-key.entity.js';
import { ApiKeySecret } from './modules/api-keys/api-key-secret.entity.js';
import { ApiKey } from './modules/api-keys/api-key.entity.js';
import { App } from './modules/apps/app.entity.js';
import { OAuthClientSecret } from './modules/oauth-clients/oauth-client-secret.entity.js';
import { OAuthClient } from './modules/oauth-clients/oauth-client.entity.js';
import { ApiGrant } from './modules/protected-apis/api-grant.entity.js';
import { ProtectedApi } from './modules/protected-apis/protected-api.entity.js';
import { LoginRefreshToken } from './modules/tokens/login-refresh-token.entity.js';
import { LoginSession } from './modules/tokens/login-session.entity.js';
import { OAuthRecord } from './modules/tokens/oauth-record.entity.js';
import { SigningKey } from './modules/tokens/signing-key.entity.js';
import { TokenCutoff } from './modules/tokens/token-cutoff.entity.js';
import { CredentialUse } from './modules/usage/credential-use.entity.js';
import { UsageCount } from './modules/usage/usage-count.entity.js';
import { SetupToken } from './modules/users/setup-token.entity.js';
import { User } from './modules/users/user.entity.js';
import { AuditEvent } from './platform/audit/audit-event.entity.js';
import { Setting } from './platform/database/setting.entity.js';
import { IdempotencyKey } from './platform/idempotency/idempotency-key.entity.js';
import { QuotaCounter } from './platform/limits/quota-counter.entity.js';

/** Every entity of the program, for the data source and the migrations' drift check. */
export const ENTITIES = [
  AccessKey,
  AccessKeySecret,
  ApiGrant,
  ApiKey,
  ApiKeySecret,
  App,
  AuditEvent,
  CredentialUse,
  IdempotencyKey,
  LoginRefreshToken,
  LoginSession,
  OAuthClient,
  OAuthClientSecret,
  OAuthRecord,
  ProtectedApi,
  QuotaCounter,
  Setting,
  SetupToken,
  SigningKey,
  TokenCutoff,
  UsageCount,
  User,
] as const;
