import { Controller } from '@nestjs/common';
import { AccountAccess } from '../../auth/index.js';
import { ApiTags } from '../../platform/api-description/index.js';
import { AccessKeyRoutes } from '../management/access-keys/access-key-routes.js';
import { ApiKeyRoutes } from '../management/api-keys/api-key-routes.js';
import {
  HeldAccessKeyRoutes,
  HeldApiKeyRoutes,
  HeldClientRoutes,
} from '../management/held-credentials/held-credential-routes.js';
import { FindCredentialRoutes } from '../management/leaked-credentials/find-credential-routes.js';
import { ClientSecretRoutes } from '../management/oauth-clients/client-secret-routes.js';
import { ClientTokenRoutes } from '../management/oauth-clients/client-token-routes.js';
import { OAuthClientRoutes } from '../management/oauth-clients/oauth-client-routes.js';

// What belongs to an app, for its owner: the routes are those of `management`.

@ApiTags('API keys')
@AccountAccess('account:api-keys')
@Controller('account/apps/:app_id/api-keys')
export class OwnApiKeysController extends ApiKeyRoutes {}

@ApiTags('Access keys')
@AccountAccess('account:access-keys')
@Controller('account/apps/:app_id/access-keys')
export class OwnAccessKeysController extends AccessKeyRoutes {}

@ApiTags('OAuth clients')
@AccountAccess('account:oauth-clients')
@Controller('account/apps/:app_id/oauth-clients')
export class OwnOAuthClientsController extends OAuthClientRoutes {}

@ApiTags('OAuth clients')
@AccountAccess('account:oauth-clients')
@Controller('account/apps/:app_id/oauth-clients/:client_id/secrets')
export class OwnClientSecretsController extends ClientSecretRoutes {}

@ApiTags('OAuth clients')
@AccountAccess('account:oauth-clients')
@Controller('account/apps/:app_id/oauth-clients/:client_id/revoke-tokens')
export class OwnClientTokensController extends ClientTokenRoutes {}

@ApiTags('API keys')
@AccountAccess('account:api-keys')
@Controller('account/api-keys')
export class AllOwnApiKeysController extends HeldApiKeyRoutes {}

@ApiTags('Access keys')
@AccountAccess('account:access-keys')
@Controller('account/access-keys')
export class AllOwnAccessKeysController extends HeldAccessKeyRoutes {}

@ApiTags('OAuth clients')
@AccountAccess('account:oauth-clients')
@Controller('account/oauth-clients')
export class AllOwnOAuthClientsController extends HeldClientRoutes {}

@ApiTags('Diagnosis')
@AccountAccess('account:credentials')
@Controller('account/credentials/find')
export class FindOwnCredentialController extends FindCredentialRoutes {
  protected readonly base = '/account';
}
