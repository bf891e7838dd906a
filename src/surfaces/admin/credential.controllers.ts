import { Controller } from '@nestjs/common';
import { AdminAccess } from '../../auth/index.js';
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

// What belongs to an app, for administrators: the routes are those of `management`.

@ApiTags('API keys')
@AdminAccess('admin:api-keys')
@Controller('admin/apps/:app_id/api-keys')
export class ApiKeysController extends ApiKeyRoutes {}

@ApiTags('Access keys')
@AdminAccess('admin:access-keys')
@Controller('admin/apps/:app_id/access-keys')
export class AccessKeysController extends AccessKeyRoutes {}

@ApiTags('OAuth clients')
@AdminAccess('admin:oauth-clients')
@Controller('admin/apps/:app_id/oauth-clients')
export class OAuthClientsController extends OAuthClientRoutes {}

@ApiTags('OAuth clients')
@AdminAccess('admin:oauth-clients')
@Controller('admin/apps/:app_id/oauth-clients/:client_id/secrets')
export class ClientSecretsController extends ClientSecretRoutes {}

@ApiTags('OAuth clients')
@AdminAccess('admin:oauth-clients')
@Controller('admin/apps/:app_id/oauth-clients/:client_id/revoke-tokens')
export class ClientTokensController extends ClientTokenRoutes {}

@ApiTags('API keys')
@AdminAccess('admin:api-keys')
@Controller('admin/api-keys')
export class AllApiKeysController extends HeldApiKeyRoutes {}

@ApiTags('Access keys')
@AdminAccess('admin:access-keys')
@Controller('admin/access-keys')
export class AllAccessKeysController extends HeldAccessKeyRoutes {}

@ApiTags('OAuth clients')
@AdminAccess('admin:oauth-clients')
@Controller('admin/oauth-clients')
export class AllOAuthClientsController extends HeldClientRoutes {}

@ApiTags('Diagnosis')
@AdminAccess('admin:credentials')
@Controller('admin/credentials/find')
export class FindCredentialController extends FindCredentialRoutes {
  protected readonly base = '/admin';
}
