import type { PathsObject } from '@nestjs/swagger';
import type { AppConfig } from '../../../platform/config/index.js';
import { DISCOVERY_PATHS } from './discovery.paths.js';
import { FORWARD_AUTH_PATHS } from './forward-auth.paths.js';
import { OAUTH_ENDPOINT_PATHS } from './oauth-endpoints.paths.js';
import { OAUTH_REQUEST_PATHS } from './oauth-requests.paths.js';
import { WEATHER_PATHS } from './weather.paths.js';

/** What this server answers without a controller. */
export function pathsWithoutController(config: AppConfig): PathsObject {
  return {
    ...OAUTH_ENDPOINT_PATHS,
    ...OAUTH_REQUEST_PATHS,
    ...DISCOVERY_PATHS,
    ...FORWARD_AUTH_PATHS,
    ...(config.samples ? WEATHER_PATHS : {}),
  };
}
